package org.courtbridge.operations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrCodeTest {

    private static final Pattern MODULE = Pattern.compile("M(\\d+),(\\d+)h1v1h-1z");

    private static String read(BitMatrix modules) throws Exception {
        return new Decoder().decode(modules).getText();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server=gw.court.example\nuser=room-3\npassword=abcd-efgh-jkmn-pqrs",
                "https://gw.court.example:8443/j/Zm9vYmFyYmF6",
                "Қызылорда, зал № 3: Әуезов"
            })
    void saysWhatItWasMadeOf(String text) throws Exception {
        QrCode code = QrCode.of(text);
        BitMatrix modules = new BitMatrix(code.modules());
        for (int y = 0; y < code.modules(); y++) {
            for (int x = 0; x < code.modules(); x++) {
                if (code.isDark(x, y)) {
                    modules.set(x, y);
                }
            }
        }
        assertThat(read(modules)).isEqualTo(text);
    }

    @Test
    void isDrawnAsItIs() throws Exception {
        QrCode code = QrCode.of("https://gw.court.example/j/CODE");
        String svg = code.svg("A \"code\" <here>");
        BitMatrix modules = new BitMatrix(code.modules());
        MODULE.matcher(svg)
                .results()
                .forEach((MatchResult one) ->
                        modules.set(Integer.parseInt(one.group(1)), Integer.parseInt(one.group(2))));
        assertThat(read(modules)).isEqualTo("https://gw.court.example/j/CODE");
        assertThat(svg)
                .contains("aria-label=\"A &quot;code&quot; &lt;here>\"")
                .contains("viewBox=\"-4 -4 %1$d %1$d\"".formatted(code.modules() + 8))
                .as("whole pixels for each module")
                .contains("width=\"%1$d\" height=\"%1$d\"".formatted(4 * (code.modules() + 8)));
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> QrCode.of("x".repeat(2332)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("text: 2332 characters do not fit a QR code");
        assertThat(QrCode.of("x".repeat(2331)).modules()).isEqualTo(177);
    }
}
