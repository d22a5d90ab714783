package org.courtbridge.operations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailerTest {

    private static SmtpConfig config(String from) {
        return new SmtpConfig(
                "127.0.0.1",
                1,
                SmtpConfig.Security.STARTTLS,
                from,
                Optional.of(new SmtpConfig.Login("user", "geheim")),
                Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nobody",
                "a@court.example, b@court.example",
                "a@court.example b@court.example",
                "group: a@court.example;",
                "a@court.example\r\nBcc: b@elsewhere.example",
                "Name\r\nBcc: b@elsewhere.example <a@court.example>"
            })
    void sendsToOneAddressOrNot(String to) throws IOException {
        Mailer mailer = Mailer.of(config("noreply@court.example"), InstantSource.system());
        assertThatThrownBy(() -> mailer.send(new Mailer.Mail(to, "s", "t", "f", new byte[0])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("address: ");
    }

    @Test
    void isNotStartedWithASenderThatIsNone() {
        assertThatThrownBy(() -> Mailer.of(config("the court"), InstantSource.system()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the court");
    }

    @Test
    void saysThatNobodyAnswers() throws IOException {
        Mailer mailer = Mailer.of(config("noreply@court.example"), InstantSource.system());
        assertThatThrownBy(() -> mailer.send(new Mailer.Mail("a@court.example", "s", "t", "f", new byte[0])))
                .isInstanceOf(MailException.class)
                .message()
                .startsWith("the mail server did not take it: ")
                .doesNotContain("geheim");
        assertThat(config("x").toString()).doesNotContain("geheim");
    }
}
