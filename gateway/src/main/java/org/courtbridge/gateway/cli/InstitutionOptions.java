package org.courtbridge.gateway.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options that say where an institution is, when it works, and which department answers for it. */
final class InstitutionOptions {

    @Option(names = "--department", defaultValue = "", description = "The name or id of the department of its region.")
    private String department = "";

    @Option(names = "--address", defaultValue = "", description = "As people write it.")
    private String address = "";

    @Option(names = "--phone", defaultValue = "", description = "As people write it.")
    private String phone = "";

    @Option(names = "--email", defaultValue = "", description = "Where letters to it go.")
    private String email = "";

    @Option(names = "--hours", defaultValue = "", description = "On working days, such as 09:00-18:30.")
    private String hours = "";

    /** Those that are given, as the API names them. */
    Map<String, Object> fields(GatewayClient gateway) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (!department.isEmpty()) {
            fields.put("department", gateway.find(gateway.get("/institutions"), department, "id", "name"));
        }
        fields.put("address", address);
        fields.put("phone", phone);
        fields.put("email", email);
        fields.put("hours", hours);
        return fields;
    }
}
