//! Requests against Google's own description of the API: method and path, parameters, fields, body and scopes.

use serde_json::{Map, Value};

/// The scopes that Deskhero may ask for: the narrower one is enough for everything.
const SCOPES: [&str; 2] = ["https://mail.google.com/", "https://www.googleapis.com/auth/gmail.modify"];

/// Fails unless Google describes each of these requests.
pub fn compare(asked: &[Value]) {
    if asked.is_empty() {
        return;
    }
    let Some(api) = testkit::or_skip(testkit::gmail::description()) else { return };
    let mut methods = Vec::new();
    collect(&api, &mut methods);
    for request in asked {
        check(&api, &methods, request);
    }
}

fn collect<'a>(resource: &'a Value, methods: &mut Vec<&'a Value>) {
    let all = |name: &str| resource[name].as_object().into_iter().flat_map(Map::values);
    methods.extend(all("methods"));
    all("resources").for_each(|inner| collect(inner, methods));
}

/// Whether a path fits `gmail/v1/users/{userId}/…`.
fn fits(template: &str, path: &str) -> bool {
    let (template, path) = (template.trim_start_matches('/'), path.trim_start_matches('/'));
    let (wanted, found): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
    let fits =
        |(wanted, found): (&&str, &&str)| wanted == found || (wanted.starts_with('{') && !found.is_empty());
    wanted.len() == found.len() && wanted.iter().zip(&found).all(fits)
}

fn check(api: &Value, methods: &[&Value], request: &Value) {
    let text = |name: &str| request[name].as_str().unwrap_or_default();
    let line = format!("{} {}", text("method"), text("url"));
    let (path, query) = text("url").split_once('?').unwrap_or((text("url"), ""));
    let is_upload = path.starts_with("/upload/");
    let template = |method: &Value| match is_upload {
        true => method["mediaUpload"]["protocols"]["simple"]["path"].as_str().map(str::to_owned),
        false => method["path"].as_str().map(str::to_owned),
    };
    let is_it = |method: &&&Value| {
        method["httpMethod"] == text("method") && template(method).is_some_and(|one| fits(&one, path))
    };
    // Where two fit, the one whose last step is written out is meant.
    let mut fitting: Vec<_> = methods.iter().filter(is_it).collect();
    fitting.sort_by_key(|method| template(method).is_some_and(|one| one.ends_with('}')));
    let method = fitting.first().unwrap_or_else(|| panic!("Google knows no {line}"));
    let scopes = method["scopes"].as_array().unwrap();
    for scope in SCOPES {
        assert!(scopes.iter().any(|one| one == scope), "{line} needs another scope than {scope}");
    }
    check_query(api, method, query, &line);
    check_body(api, method, request, &line);
}

fn check_query(api: &Value, method: &Value, query: &str, line: &str) {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    for (name, value) in &pairs {
        let own = &method["parameters"][name];
        let described = if own.is_null() { &api["parameters"][name] } else { own };
        assert!(!described.is_null() && described["location"] == "query", "{line}: no parameter {name}");
        if let Some(words) = described["enum"].as_array() {
            assert!(words.iter().any(|word| word == value), "{line}: {name} is never {value}");
        }
        if described["type"] == "integer" {
            assert!(value.parse::<u32>().is_ok_and(|n| (1..=500).contains(&n)), "{line}: {name}");
        }
        let times = pairs.iter().filter(|(other, _)| other == name).count();
        assert!(times == 1 || described["repeated"] == true, "{line}: {name} comes {times} times");
        if name == "fields" {
            let mut rest = value.as_str();
            fields(api, &method["response"], &mut rest, line);
            assert_eq!(rest, "", "{line}: the fields end early");
        }
    }
    for (name, described) in method["parameters"].as_object().unwrap() {
        let is_needed = described["location"] == "query" && described["required"] == true;
        assert!(!is_needed || pairs.iter().any(|(found, _)| found == name), "{line}: lacks {name}");
    }
}

/// The properties of a schema, wherever it is written.
fn properties<'a>(api: &'a Value, schema: &'a Value) -> &'a Value {
    let schema = if schema["type"] == "array" { &schema["items"] } else { schema };
    match schema["$ref"].as_str() {
        Some(name) => &api["schemas"][name]["properties"],
        None => &schema["properties"],
    }
}

/// Reads a list of fields: `a,b/c,d(e,f)`.
fn fields(api: &Value, schema: &Value, rest: &mut &str, line: &str) {
    loop {
        field(api, schema, rest, line);
        match rest.strip_prefix(',') {
            Some(more) => *rest = more,
            None => return,
        }
    }
}

fn field(api: &Value, schema: &Value, rest: &mut &str, line: &str) {
    let end = rest.find([',', '/', '(', ')']).unwrap_or(rest.len());
    let (name, more) = rest.split_at(end);
    *rest = more;
    let inner = &properties(api, schema)[name];
    assert!(!inner.is_null(), "{line}: an answer has no field {name}");
    if let Some(more) = rest.strip_prefix('/') {
        *rest = more;
        field(api, inner, rest, line);
    } else if let Some(more) = rest.strip_prefix('(') {
        *rest = more;
        fields(api, inner, rest, line);
        *rest = rest.strip_prefix(')').unwrap_or_else(|| panic!("{line}: a bracket stays open"));
    }
}

fn check_body(api: &Value, method: &Value, request: &Value, line: &str) {
    let body = request["body"].as_str().unwrap_or_default();
    let kind = request["type"].as_str().unwrap_or_default();
    if method["request"].is_null() {
        assert_eq!((body, kind), ("", ""), "{line} takes no body");
        return;
    }
    let json = match kind {
        "application/json" => body,
        _ => {
            assert!(kind.starts_with("multipart/related; boundary="), "{line}: {kind}");
            assert!(method["supportsMediaUpload"] == true, "{line} takes no upload");
            let first = body.split("\r\n--").next().unwrap();
            first.split_once("\r\n\r\n").unwrap().1
        }
    };
    // What is longer than a megabyte is written down in part: then its beginning tells enough.
    match serde_json::from_str(json) {
        Ok(value) => check_value(api, &method["request"], &value, line),
        Err(_) => assert!(json.len() >= 1 << 20 && json.contains("\"raw\":\""), "{line}: {json}"),
    }
}

fn check_value(api: &Value, schema: &Value, value: &Value, line: &str) {
    match value {
        Value::Object(object) => {
            for (name, inner) in object {
                let described = &properties(api, schema)[name];
                assert!(!described.is_null(), "{line}: a body has no {name}");
                check_value(api, described, inner, line);
            }
        }
        Value::Array(all) => {
            assert_eq!(schema["type"], "array", "{line}");
            all.iter().for_each(|one| check_value(api, &schema["items"], one, line));
        }
        Value::String(word) => {
            assert_eq!(schema["type"], "string", "{line}");
            if let Some(words) = schema["enum"].as_array() {
                assert!(words.iter().any(|one| one == word), "{line}: never {word}");
            }
        }
        other => panic!("{line}: {other} is not sent"),
    }
}
