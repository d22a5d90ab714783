package org.courtbridge.gateway.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.courtbridge.gateway.e2e.Recordings.Form;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.h323.H323Endpoint;

/** The simulated room, by H.323, in each state in which rooms are broken. */
class SimulatedRoomStatesIT extends RoomStates {

    private static final int RATE = 16_000;

    /** For as many programs as begin at one time. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Override
    Room start(Path into, Recordings recordings, Wanted wanted) throws Exception {
        DemoRoomPeer peer = DemoRoomPeer.start(into, through(wanted), arguments(recordings, wanted));
        return new Room() {
            @Override
            public void awaitReady() {
                H323Endpoint gatekeeper = wanted.rig().h323;
                Device device = wanted.device();
                if (wanted.state() == BrokenState.WRONG_PASSWORD) {
                    Await.until("the room was refused", PATIENCE, () -> gatekeeper.hasWrongPassword(device));
                } else {
                    Await.until("the room has registered", PATIENCE, () -> gatekeeper.isRegistered(device));
                }
            }

            @Override
            public void close() {
                peer.close();
            }
        };
    }

    private static List<String> through(Wanted wanted) {
        return wanted.line().map(line -> line.place().through()).orElse(List.of());
    }

    private static List<String> arguments(Recordings recordings, Wanted wanted) throws Exception {
        BrokenState state = wanted.state();
        Path sound = switch (state) {
            case MUTED -> recordings.silence(RATE);
            case NOISY -> recordings.talk("noisy", 0.08, RATE);
            case BLACK, FROZEN, DARK, NARROW, LOSSY, ONE_WAY, NO_ANSWER, WRONG_PASSWORD ->
                recordings.talk("talk", 0.0005, RATE);
        };
        Path film = switch (state) {
            case BLACK -> recordings.black(Form.RAW);
            case DARK -> recordings.dark(Form.RAW);
            case FROZEN -> recordings.frozen(Form.RAW);
            case NARROW -> recordings.grainy(Form.RAW);
            case MUTED, NOISY, LOSSY, ONE_WAY, NO_ANSWER, WRONG_PASSWORD -> recordings.person(Form.RAW);
        };
        List<String> arguments = new ArrayList<>(List.of(
                "--protocol",
                "H323",
                "--server",
                Scratch.ADDRESS + ":" + wanted.rig().h323.rasPort(),
                "--user",
                wanted.device().username(),
                "--password",
                wanted.password(),
                "--sound",
                sound.toString(),
                "--film",
                film.toString()));
        if (state == BrokenState.FROZEN) {
            arguments.add("--film-stops");
        }
        if (state == BrokenState.NO_ANSWER) {
            arguments.add("--rings");
        }
        if (state == BrokenState.ONE_WAY) {
            arguments.addAll(List.of("--media-timeout", "60"));
        }
        return arguments;
    }
}
