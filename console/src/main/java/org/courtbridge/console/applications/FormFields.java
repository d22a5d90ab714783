package org.courtbridge.console.applications;

import java.util.HashMap;
import java.util.Map;
import org.courtbridge.console.http.Call;

/** Contents of the fields of a form by name: as they are proposed, or as somebody typed them. */
public record FormFields(Map<String, String> contents) {

    public FormFields {
        contents = Map.copyOf(contents);
    }

    /** Whatever was typed, so that it can be shown again. */
    static FormFields typed(Call call) {
        Map<String, String> contents = new HashMap<>();
        for (String name : call.context().request().formAttributes().names()) {
            contents.put(name, call.text(name).strip());
        }
        return new FormFields(contents);
    }

    /** Empty for a field that is not there. */
    public String get(String name) {
        return contents.getOrDefault(name, "");
    }

    public boolean is(String name, String value) {
        return get(name).equals(value);
    }
}
