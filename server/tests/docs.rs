//! The description of the API, against the contract and against what the server really answers.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod kit;

use axum::Router;
use kit::{V1, call, demo, plain};
use serde_json::{Map, Value, json};

/// The nine operations of the contract, with all of their statuses.
const CONTRACT: [(&str, &str, &[&str]); 9] = [
    ("get", "/collections", &["200", "401"]),
    ("post", "/collections", &["201", "401", "403", "404", "422"]),
    ("get", "/collections/{id}", &["200", "401", "403", "404", "422"]),
    ("delete", "/collections/{id}", &["200", "401", "403", "404", "422"]),
    ("post", "/collections/{id}/archive", &["200", "401", "403", "404", "422"]),
    ("post", "/collections/{id}/unarchive", &["200", "401", "403", "404", "422"]),
    ("get", "/collections/{id}/media", &["200", "401", "403", "404"]),
    ("get", "/collections/{id}/permissions", &["200", "401", "403", "404", "422"]),
    ("post", "/collections/{id}/permissions", &["200", "400", "401", "403", "404", "422"]),
];

async fn openapi(app: &Router) -> Value {
    plain(app, "GET", "/api/public/openapi.json", &[]).await.json
}

async fn swagger(app: &Router) -> Value {
    plain(app, "GET", "/api/public/apidocs", &[]).await.json
}

/// Path, method and description of each operation.
fn operations(document: &Value) -> Vec<(&str, &str, &Value)> {
    document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, methods)| {
            methods.as_object().unwrap().iter().map(|(method, one)| (path.as_str(), method.as_str(), one))
        })
        .collect()
}

fn statuses(operation: &Value) -> Vec<&String> {
    operation["responses"].as_object().unwrap().keys().collect()
}

#[tokio::test]
async fn both_formats_have_every_operation_and_status_of_the_contract() {
    let app = demo();
    let (openapi, swagger) = (openapi(&app).await, swagger(&app).await);
    assert_eq!((&swagger["swagger"], &openapi["openapi"]), (&json!("2.0"), &json!("3.1.0")));
    for document in [&openapi, &swagger] {
        for (method, path, wanted) in CONTRACT {
            let responses = &document["paths"][path][method]["responses"];
            assert!(wanted.iter().all(|status| responses[status].is_object()), "{method} {path}");
        }
    }
    let names = |document| -> Vec<_> {
        operations(document).into_iter().map(|(path, method, one)| (path, method, statuses(one))).collect()
    };
    assert_eq!(names(&openapi), names(&swagger));
    // And each says the same of it.
    for (path, method, new) in operations(&openapi) {
        let old = &swagger["paths"][path][method];
        assert_eq!(new["summary"], old["summary"], "{method} {path}");
        assert_eq!(parameters(new), parameters(old), "{method} {path}");
        for status in statuses(new) {
            let (new, old) = (&new["responses"][status], &old["responses"][status]);
            assert_eq!(new["description"], old["description"], "{method} {path} {status}");
            let content = new["content"].as_object().and_then(|content| content.values().next());
            let schema = content.map_or(&Value::Null, |content| &content["schema"]);
            assert_eq!(fields(&openapi, schema), fields(&openapi, &old["schema"]), "{method} {path} {status}");
        }
    }
}

/// Name and place of each parameter, without the body.
fn parameters(operation: &Value) -> Vec<(&Value, &Value, &Value)> {
    let all = operation["parameters"].as_array().into_iter().flatten().filter(|one| one["in"] != "body");
    all.map(|one| (&one["name"], &one["in"], &one["description"])).collect()
}

/// The names of all fields of a schema, at any depth.
fn fields(openapi: &Value, schema: &Value) -> Vec<String> {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap();
        return fields(openapi, &openapi["components"]["schemas"][name]);
    }
    let mut all = Vec::new();
    for (name, one) in schema["properties"].as_object().into_iter().flatten() {
        all.push(name.clone());
        all.extend(fields(openapi, one).iter().map(|below| format!("{name}.{below}")));
    }
    if schema["items"].is_object() {
        all.extend(fields(openapi, &schema["items"]).iter().map(|below| format!("[].{below}")));
    }
    all
}

#[tokio::test]
async fn swagger_is_what_a_command_line_client_builds_itself_from() {
    let swagger = swagger(&demo()).await;
    assert!(!swagger.to_string().contains("$ref"));
    assert_eq!(swagger["basePath"], V1);
    for (path, method, one) in operations(&swagger) {
        assert!(["get", "post", "put", "delete"].contains(&method), "{method} {path}");
        assert!(one["summary"].is_string(), "{method} {path}");
        for parameter in one["parameters"].as_array().unwrap() {
            for key in ["name", "in", "description", "type"] {
                assert!(parameter[key].is_string(), "{method} {path} {parameter}");
            }
        }
        for (status, response) in one["responses"].as_object().unwrap() {
            let bare = status == "302" || path == "/ping" && status == "200";
            assert!(bare || response["schema"]["properties"].is_object(), "{method} {path} {status}");
        }
    }
}

#[tokio::test]
async fn each_path_answers_the_methods_that_are_described() {
    let app = demo();
    for (path, methods) in openapi(&app).await["paths"].as_object().unwrap() {
        let address = format!("{V1}{}", path.replace("{id}", "1"));
        let reply = plain(&app, "PATCH", &address, &[]).await;
        let mut allowed: Vec<_> = reply.headers["allow"].to_str().unwrap().split(", ").map(str::to_lowercase).collect();
        allowed.sort();
        let mut described: Vec<_> = methods.as_object().unwrap().keys().cloned().collect();
        described.sort();
        assert!(reply.status == 405 && allowed == described, "{path} {allowed:?}");
        for method in allowed {
            let reply = plain(&app, &method.to_uppercase(), &address, &[]).await;
            assert_eq!(reply.status, 401, "{method} {path}");
        }
    }
}

/// Whether `value` is what `schema` says: each type, nothing undescribed, nothing required left out.
fn check(openapi: &Value, schema: &Value, value: &Value, at: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap();
        return check(openapi, &openapi["components"]["schemas"][name], value, at);
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let right = schema["type"] == kind || schema["type"].as_array().is_some_and(|all| all.contains(&json!(kind)));
    assert!(right, "{at} is {kind}, not {}", schema["type"]);
    for (number, one) in value.as_array().into_iter().flatten().enumerate() {
        check(openapi, &schema["items"], one, &format!("{at}[{number}]"));
    }
    let none = Map::new();
    let properties = schema["properties"].as_object().unwrap_or(&none);
    for (key, one) in value.as_object().into_iter().flatten() {
        let described = properties.get(key).unwrap_or_else(|| panic!("{at}.{key} is described nowhere"));
        check(openapi, described, one, &format!("{at}.{key}"));
    }
    for key in schema["required"].as_array().into_iter().flatten() {
        assert!(value.get(key.as_str().unwrap()).is_some(), "{at} has no {key}");
    }
}

#[tokio::test]
async fn answers_are_as_described() {
    let app = demo();
    let openapi = openapi(&app).await;
    let batch = json!([{"id": 1, "action": "create", "type": "group", "permission": "view"}]);
    let mut seen = Vec::new();
    for (who, method, path, address, body) in [
        ("teacher", "get", "/ping", "/ping", None),
        ("teacher", "get", "/collections", "/collections?per_page=50", None),
        ("teacher", "get", "/collections", "/collections?page=0", None),
        ("teacher", "post", "/collections", "/collections?name=a", None),
        ("teacher", "post", "/collections", "/collections", None),
        ("teacher", "get", "/collections/{id}", "/collections/104", None),
        ("teacher", "get", "/collections/{id}", "/collections/2001", None),
        ("teacher", "post", "/collections/{id}/archive", "/collections/110/archive", None),
        ("teacher", "post", "/collections/{id}/unarchive", "/collections/110/unarchive", None),
        ("teacher", "get", "/collections/{id}/media", "/collections/101/media?per_page=50", None),
        ("teacher", "get", "/collections/{id}/permissions", "/collections/101/permissions", None),
        ("teacher", "post", "/collections/{id}/permissions", "/collections/110/permissions", Some(batch)),
        ("teacher", "post", "/collections/{id}/permissions", "/collections/110/permissions", Some(json!(1))),
        ("teacher", "delete", "/collections/{id}", "/collections/110", None),
        ("teacher", "delete", "/collections/{id}", "/collections/110", None),
        ("teacher", "get", "/users/search", "/users/search?email=mallory@uni.example", None),
        ("teacher", "get", "/users/search", "/users/search", None),
        ("student", "get", "/groups/{id}/users", "/groups/1/users", None),
        ("teacher", "get", "/groups/{id}/users", "/groups/1/users", None),
        ("teacher", "get", "/media/search", "/media/search?query=lecture", None),
        ("teacher", "get", "/media/{id}", "/media/1001", None),
        ("teacher", "get", "/media/{id}/courses", "/media/1001/courses", None),
        ("teacher", "get", "/media/{id}/tags", "/media/1001/tags", None),
        ("teacher", "get", "/media/{id}/users", "/media/1001/users", None),
        ("teacher", "get", "/media/{id}/caption_files", "/media/1001/caption_files", None),
        ("teacher", "get", "/media/{id}/download", "/media/1001/download", None),
        ("teacher", "get", "/media/{id}/download", "/media/1004/download", None),
        ("teacher", "post", "/media/{id}/archive", "/media/1001/archive", None),
        ("teacher", "post", "/media/{id}/unarchive", "/media/1001/unarchive", None),
        ("teacher", "post", "/media/uploads", "/media/uploads?collection_id=109", None),
        ("teacher", "put", "/media/uploads/{id}", "/media/uploads/1", None),
        ("teacher", "post", "/media/uploads/{id}/complete", "/media/uploads/1/complete?title=a", None),
        ("teacher", "post", "/media/uploads/{id}/complete", "/media/uploads/1/complete?title=a", None),
    ] {
        let reply = call(&app, who, &method.to_uppercase(), address, body).await;
        let response = &openapi["paths"][path][method]["responses"][reply.status.to_string()];
        assert!(response.is_object(), "{method} {address} answers {}, which is described nowhere", reply.status);
        if reply.status < 400 {
            seen.push((path.to_owned(), method.to_owned()));
        }
        match response["content"].as_object() {
            Some(content) if content.contains_key("application/json") => {
                check(&openapi, &content["application/json"]["schema"], &reply.json, address);
            }
            Some(content) => assert!(content.contains_key("text/plain") && reply.bytes == b"pong"),
            None => assert!(reply.headers.contains_key("location") && response["headers"]["Location"].is_object()),
        }
    }
    for (path, method, _) in operations(&openapi) {
        assert!(seen.contains(&(path.to_owned(), method.to_owned())), "{method} {path} was not tried");
    }
}
