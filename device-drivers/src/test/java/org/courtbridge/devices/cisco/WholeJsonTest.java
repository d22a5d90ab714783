package org.courtbridge.devices.cisco;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WholeJsonTest {

    @Test
    void endsWhereTheObjectDoes() {
        WholeJson json = new WholeJson();
        List<String> lines = List.of("OK", "{", "\"a\": { \"b\": \"}\\\"{\" },", "\"c\": \"\\\\\"", "}");
        assertThat(lines.stream().map(json::test)).containsExactly(false, false, false, false, true);
        assertThat(json.text()).startsWith("{").endsWith("}\n");
    }
}
