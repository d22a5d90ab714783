package org.courtbridge.devices.pjlink;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.courtbridge.devices.simulate.Front;
import org.courtbridge.devices.simulate.LineFront;
import org.courtbridge.devices.simulate.LineService;
import org.courtbridge.devices.simulate.SimulatedRoom;
import org.courtbridge.devices.simulate.Simulator;

/** A projector that speaks PJLink of class 1 or 2, with a password or without. */
public final class PjlinkSimulator implements Simulator {

    /** After which a projector closes the connection (PJLink Specifications, 2.1). */
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final SimulatedRoom room = new SimulatedRoom();
    private final SecureRandom random = new SecureRandom();
    private final ProjectorCommands commands;
    private final Optional<String> password;
    private final Front front;

    /**
     * @param level the class, 1 or 2
     * @param password empty for a projector that lets everybody in
     */
    public PjlinkSimulator(InetSocketAddress bind, int level, Optional<String> password) {
        this.commands = new ProjectorCommands(room, level);
        this.password = password;
        this.front = new LineFront("pjlink", bind, Optional.of(IDLE), Visit::new);
    }

    @Override
    public Front front() {
        return front;
    }

    @Override
    public SimulatedRoom room() {
        return room;
    }

    private final class Visit implements LineService.Conversation {

        private final LineService.Mouth mouth;
        private Optional<String> proof = Optional.empty();

        Visit(LineService.Mouth mouth) {
            this.mouth = mouth;
            if (password.isEmpty()) {
                say("PJLINK 0");
            } else {
                byte[] number = new byte[4];
                random.nextBytes(number);
                String text = HexFormat.of().formatHex(number);
                proof = Optional.of(PjlinkDigest.of(text, password.orElseThrow()));
                say("PJLINK 1 " + text);
            }
        }

        @Override
        public void hear(String said) {
            String line = said;
            if (proof.isPresent()) {
                String wanted = proof.orElseThrow();
                if (!line.regionMatches(true, 0, wanted, 0, wanted.length())) {
                    say("PJLINK ERRA");
                    mouth.hangUp();
                    return;
                }
                proof = Optional.empty();
                line = line.substring(wanted.length());
            }
            PjlinkMessage.question(line)
                    .ifPresent(question -> say(commands.answer(question).asAnswer()));
        }

        private void say(String line) {
            mouth.say(line + "\r");
        }
    }
}
