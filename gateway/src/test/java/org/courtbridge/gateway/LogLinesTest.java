package org.courtbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines of the log in which somebody else's words stand. */
class LogLinesTest {

    private static final String FORGED = "callId=x\r\n2030-01-01T00:00:00Z INFO  c.A login=admin\u001b[2J\u0085\u007f";

    private PatternLayout layout = PatternLayout.createDefaultLayout();

    @BeforeEach
    void read() throws Exception {
        String settings = Files.readString(Path.of("src", "main", "resources", "log4j2.xml"));
        Matcher pattern = Pattern.compile("PatternLayout pattern=\"([^\"]+)\"").matcher(settings);
        assertThat(pattern.find()).isTrue();
        layout = PatternLayout.newBuilder().withPattern(pattern.group(1)).build();
    }

    private List<String> written(Log4jLogEvent.Builder event) {
        String text = layout.toSerializable(event.setLoggerName("org.courtbridge.A")
                .setLevel(Level.INFO)
                .setMessage(new SimpleMessage(FORGED))
                .build());
        assertThat(text).endsWith(System.lineSeparator());
        return text.lines().toList();
    }

    @Test
    void haveNoControlCharactersOfOthers() {
        assertThat(written(Log4jLogEvent.newBuilder()))
                .singleElement()
                .asString()
                .contains("callId=x")
                .doesNotContainPattern("[\\x00-\\x1F\\x7F-\\x9F]");
    }

    @Test
    void norDoExceptions() {
        List<String> lines =
                written(Log4jLogEvent.newBuilder().setThrown(new IllegalArgumentException("no number: " + FORGED)));
        assertThat(lines)
                .hasSize(2)
                .noneMatch(line -> line.startsWith("2030"))
                .allSatisfy(line -> assertThat(line).doesNotContainPattern("[\\x00-\\x1F\\x7F-\\x9F]"));
        assertThat(lines.getLast()).contains("IllegalArgumentException", "no number");
    }
}
