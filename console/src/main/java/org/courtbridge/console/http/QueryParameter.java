package org.courtbridge.console.http;

/**
 * A parameter that an endpoint of the API reads from the query of a URL, and that may be left out.
 *
 * @param type as JSON Schema names it
 */
public record QueryParameter(String name, String description, String type) {

    public static QueryParameter text(String name, String description) {
        return new QueryParameter(name, description, "string");
    }

    public static QueryParameter integer(String name, String description) {
        return new QueryParameter(name, description, "integer");
    }
}
