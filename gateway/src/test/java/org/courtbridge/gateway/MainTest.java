package org.courtbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MainTest {

    @Test
    void helpAndMistakesShowEveryCommandInItsOrder() {
        String[] all = {
            "run",
            "restore",
            "backup",
            "demo",
            "audit",
            "secrets",
            "device",
            "inventory",
            "hearing",
            "user",
            "h323",
            "licences",
            "simulate",
            "test-call",
            "doctor"
        };
        assertThat(Main.line("--help").getSubcommands().keySet()).containsExactly(all);
        assertThat(Main.line().getSubcommands().keySet()).containsExactly(all);
        assertThat(Main.line("hearings").getSubcommands().keySet()).containsExactly(all);
        assertThat(said("hearings")).contains("hearing");
    }

    @Test
    void optionsOfOneCommandAreReadIfItIsNamed() {
        for (String name : Main.line().getSubcommands().keySet()) {
            assertThat(Main.line(name, "--help").getSubcommands().keySet()).containsExactly(name);
        }
    }

    private static String said(String... arguments) {
        StringWriter said = new StringWriter();
        Main.line(arguments).setErr(new PrintWriter(said, true)).execute(arguments);
        return said.toString();
    }
}
