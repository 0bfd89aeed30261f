//! Where the register of sub-processors is: the operator's pages, and what a company says to it.

use super::operator::sub_processors as of_operator;
use super::{GET, POST, instructions, sub_processors};
use crate::route::Access::{Operator, SessionAdmin};
use crate::route::{Route, get, post};

/// The routes.
pub(super) fn routes() -> Vec<Route> {
    let one = "/operator/sub-processors/{sub_processor}";
    vec![
        Route::new(GET, of_operator::PLACE, Operator, get(of_operator::list)),
        Route::new(POST, of_operator::PLACE, Operator, post(of_operator::create)),
        Route::new(POST, "/operator/countries", Operator, post(of_operator::country)),
        Route::new(GET, one, Operator, get(of_operator::read)),
        Route::new(POST, one, Operator, post(of_operator::change)),
        Route::new(
            POST,
            "/operator/sub-processors/{sub_processor}/removal",
            Operator,
            post(of_operator::remove),
        ),
        Route::new(GET, instructions::PLACE, SessionAdmin, get(instructions::read)),
        Route::new(POST, instructions::PLACE, SessionAdmin, post(instructions::change)),
        Route::new(POST, "/learned-model/removal", SessionAdmin, post(instructions::forget)),
        Route::new(GET, sub_processors::PLACE, SessionAdmin, get(sub_processors::of_company)),
        Route::new(POST, "/sub-processors/residency", SessionAdmin, post(sub_processors::set_residency)),
        Route::new(POST, "/sub-processors/objections", SessionAdmin, post(sub_processors::object)),
    ]
}
