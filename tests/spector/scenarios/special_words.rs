//! Names that are reserved in one language or another.

use client::special_words::{Client, models};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("SpecialWords_ModelProperties");
    let same = models::ModelPropertiesSameAsModel::new("ok");
    trial.succeeds("sameAsModel", client.model_properties_same_as_model(&same));
    let methods = models::ModelPropertiesDictMethods::new(
        "ok", "ok", "ok", "ok", "ok", "ok", "ok", "ok", "ok", "ok",
    );
    trial.succeeds(
        "dictMethods",
        client.model_properties_dict_methods(&methods),
    );
    let list = models::ModelPropertiesModelWithList::new("ok");
    trial.succeeds("withList", client.model_properties_with_list(&list));

    trial.group("SpecialWords_Models");
    trial.succeeds("and", client.models_with_and(&models::ModelsAnd::new("ok")));
    trial.succeeds("as", client.models_with_as(&models::ModelsAs::new("ok")));
    trial.succeeds(
        "assert",
        client.models_with_assert(&models::ModelsAssert::new("ok")),
    );
    trial.succeeds(
        "async",
        client.models_with_async(&models::ModelsAsync::new("ok")),
    );
    trial.succeeds(
        "await",
        client.models_with_await(&models::ModelsAwait::new("ok")),
    );
    trial.succeeds(
        "break",
        client.models_with_break(&models::ModelsBreak::new("ok")),
    );
    trial.succeeds(
        "class",
        client.models_with_class(&models::ModelsClass::new("ok")),
    );
    trial.succeeds(
        "constructor",
        client.models_with_constructor(&models::ModelsConstructor::new("ok")),
    );
    trial.succeeds(
        "continue",
        client.models_with_continue(&models::ModelsContinue::new("ok")),
    );
    trial.succeeds("def", client.models_with_def(&models::ModelsDef::new("ok")));
    trial.succeeds("del", client.models_with_del(&models::ModelsDel::new("ok")));
    trial.succeeds(
        "elif",
        client.models_with_elif(&models::ModelsElif::new("ok")),
    );
    trial.succeeds(
        "else",
        client.models_with_else(&models::ModelsElse::new("ok")),
    );
    trial.succeeds(
        "except",
        client.models_with_except(&models::ModelsExcept::new("ok")),
    );
    trial.succeeds(
        "exec",
        client.models_with_exec(&models::ModelsExec::new("ok")),
    );
    trial.succeeds(
        "finally",
        client.models_with_finally(&models::ModelsFinally::new("ok")),
    );
    trial.succeeds("for", client.models_with_for(&models::ModelsFor::new("ok")));
    trial.succeeds(
        "from",
        client.models_with_from(&models::ModelsFrom::new("ok")),
    );
    trial.succeeds(
        "global",
        client.models_with_global(&models::ModelsGlobal::new("ok")),
    );
    trial.succeeds("if", client.models_with_if(&models::ModelsIf::new("ok")));
    trial.succeeds(
        "import",
        client.models_with_import(&models::ModelsImport::new("ok")),
    );
    trial.succeeds("in", client.models_with_in(&models::ModelsIn::new("ok")));
    trial.succeeds("is", client.models_with_is(&models::ModelsIs::new("ok")));
    trial.succeeds(
        "lambda",
        client.models_with_lambda(&models::ModelsLambda::new("ok")),
    );
    trial.succeeds("not", client.models_with_not(&models::ModelsNot::new("ok")));
    trial.succeeds("or", client.models_with_or(&models::ModelsOr::new("ok")));
    trial.succeeds(
        "pass",
        client.models_with_pass(&models::ModelsPass::new("ok")),
    );
    trial.succeeds(
        "raise",
        client.models_with_raise(&models::ModelsRaise::new("ok")),
    );
    trial.succeeds(
        "return",
        client.models_with_return(&models::ModelsReturn::new("ok")),
    );
    trial.succeeds("try", client.models_with_try(&models::ModelsTry::new("ok")));
    trial.succeeds(
        "while",
        client.models_with_while(&models::ModelsWhile::new("ok")),
    );
    trial.succeeds(
        "with",
        client.models_with_with(&models::ModelsWith::new("ok")),
    );
    trial.succeeds(
        "yield",
        client.models_with_yield(&models::ModelsYield::new("ok")),
    );

    trial.group("SpecialWords_Operations");
    trial.succeeds("and", client.operations_and());
    trial.succeeds("as", client.operations_as());
    trial.succeeds("assert", client.operations_assert());
    trial.succeeds("async", client.operations_async());
    trial.succeeds("await", client.operations_await());
    trial.succeeds("break", client.operations_break());
    trial.succeeds("class", client.operations_class());
    trial.succeeds("constructor", client.operations_constructor());
    trial.succeeds("continue", client.operations_continue());
    trial.succeeds("def", client.operations_def());
    trial.succeeds("del", client.operations_del());
    trial.succeeds("elif", client.operations_elif());
    trial.succeeds("else", client.operations_else());
    trial.succeeds("except", client.operations_except());
    trial.succeeds("exec", client.operations_exec());
    trial.succeeds("finally", client.operations_finally());
    trial.succeeds("for", client.operations_for());
    trial.succeeds("from", client.operations_from());
    trial.succeeds("global", client.operations_global());
    trial.succeeds("if", client.operations_if());
    trial.succeeds("import", client.operations_import());
    trial.succeeds("in", client.operations_in());
    trial.succeeds("is", client.operations_is());
    trial.succeeds("lambda", client.operations_lambda());
    trial.succeeds("not", client.operations_not());
    trial.succeeds("or", client.operations_or());
    trial.succeeds("pass", client.operations_pass());
    trial.succeeds("raise", client.operations_raise());
    trial.succeeds("return", client.operations_return());
    trial.succeeds("try", client.operations_try());
    trial.succeeds("while", client.operations_while());
    trial.succeeds("with", client.operations_with());
    trial.succeeds("yield", client.operations_yield());

    trial.group("SpecialWords_Parameters");
    trial.succeeds("and", client.parameters_with_and("ok"));
    trial.succeeds("as", client.parameters_with_as("ok"));
    trial.succeeds("assert", client.parameters_with_assert("ok"));
    trial.succeeds("async", client.parameters_with_async("ok"));
    trial.succeeds("await", client.parameters_with_await("ok"));
    trial.succeeds("break", client.parameters_with_break("ok"));
    trial.succeeds("class", client.parameters_with_class("ok"));
    trial.succeeds("constructor", client.parameters_with_constructor("ok"));
    trial.succeeds("continue", client.parameters_with_continue("ok"));
    trial.succeeds("def", client.parameters_with_def("ok"));
    trial.succeeds("del", client.parameters_with_del("ok"));
    trial.succeeds("elif", client.parameters_with_elif("ok"));
    trial.succeeds("else", client.parameters_with_else("ok"));
    trial.succeeds("except", client.parameters_with_except("ok"));
    trial.succeeds("exec", client.parameters_with_exec("ok"));
    trial.succeeds("finally", client.parameters_with_finally("ok"));
    trial.succeeds("for", client.parameters_with_for("ok"));
    trial.succeeds("from", client.parameters_with_from("ok"));
    trial.succeeds("global", client.parameters_with_global("ok"));
    trial.succeeds("if", client.parameters_with_if("ok"));
    trial.succeeds("import", client.parameters_with_import("ok"));
    trial.succeeds("in", client.parameters_with_in("ok"));
    trial.succeeds("is", client.parameters_with_is("ok"));
    trial.succeeds("lambda", client.parameters_with_lambda("ok"));
    trial.succeeds("not", client.parameters_with_not("ok"));
    trial.succeeds("or", client.parameters_with_or("ok"));
    trial.succeeds("pass", client.parameters_with_pass("ok"));
    trial.succeeds("raise", client.parameters_with_raise("ok"));
    trial.succeeds("return", client.parameters_with_return("ok"));
    trial.succeeds("try", client.parameters_with_try("ok"));
    trial.succeeds("while", client.parameters_with_while("ok"));
    trial.succeeds("with", client.parameters_with_with("ok"));
    trial.succeeds("yield", client.parameters_with_yield("ok"));
    trial.succeeds(
        "cancellationToken",
        client.parameters_with_cancellation_token("ok"),
    );
    Ok(())
}
