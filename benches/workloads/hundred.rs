//! The names of the hundred flags, for whoever needs them as code: five kinds, each in two groups of ten.

macro_rules! hundred_flags {
    ($then:ident) => {
        $then! {
            { on: on_00 on_01 on_02 on_03 on_04 on_05 on_06 on_07 on_08 on_09 }
            { on: on_10 on_11 on_12 on_13 on_14 on_15 on_16 on_17 on_18 on_19 }
            { share: share_00 share_01 share_02 share_03 share_04 share_05 share_06 share_07 share_08 share_09 }
            { share: share_10 share_11 share_12 share_13 share_14 share_15 share_16 share_17 share_18 share_19 }
            { paid: paid_00 paid_01 paid_02 paid_03 paid_04 paid_05 paid_06 paid_07 paid_08 paid_09 }
            { paid: paid_10 paid_11 paid_12 paid_13 paid_14 paid_15 paid_16 paid_17 paid_18 paid_19 }
            { team: team_00 team_01 team_02 team_03 team_04 team_05 team_06 team_07 team_08 team_09 }
            { team: team_10 team_11 team_12 team_13 team_14 team_15 team_16 team_17 team_18 team_19 }
            { staff: staff_00 staff_01 staff_02 staff_03 staff_04 staff_05 staff_06 staff_07 staff_08 staff_09 }
            { staff: staff_10 staff_11 staff_12 staff_13 staff_14 staff_15 staff_16 staff_17 staff_18 staff_19 }
        }
    };
}

pub(crate) use hundred_flags;
