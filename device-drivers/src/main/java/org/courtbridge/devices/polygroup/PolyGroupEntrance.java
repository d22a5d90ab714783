package org.courtbridge.devices.polygroup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.courtbridge.devices.simulate.LineService;

/** Password prompt of a simulated codec, before it greets. */
final class PolyGroupEntrance implements LineService.Conversation {

    private final LineService.Mouth mouth;
    private final String password;
    private final LineService inside;
    private Optional<LineService.Conversation> entered = Optional.empty();

    PolyGroupEntrance(LineService.Mouth mouth, String password, LineService inside) {
        this.mouth = mouth;
        this.password = password;
        this.inside = inside;
        mouth.say("Password: ");
    }

    @Override
    public void hear(String line) {
        if (entered.isPresent()) {
            entered.orElseThrow().hear(line);
        } else if (MessageDigest.isEqual(
                line.getBytes(StandardCharsets.UTF_8), password.getBytes(StandardCharsets.UTF_8))) {
            entered = Optional.of(inside.converse(mouth));
        } else {
            mouth.say("password failed\r\nPassword: ");
        }
    }
}
