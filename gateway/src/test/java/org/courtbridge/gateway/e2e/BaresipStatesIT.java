package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.nio.file.Path;
import org.courtbridge.gateway.e2e.BaresipPeer.Account;
import org.courtbridge.gateway.e2e.Recordings.Form;

/** baresip, by SIP, in each state in which rooms are broken. */
class BaresipStatesIT extends RoomStates {

    private static final int RATE = 16_000;

    @Override
    Room start(Path into, Recordings recordings, Wanted wanted) throws Exception {
        BaresipPeer peer = peer(into, recordings, wanted);
        return new Room() {
            @Override
            public void awaitReady() {
                if (wanted.state() == BrokenState.WRONG_PASSWORD) {
                    peer.awaitRefused();
                } else {
                    peer.awaitRegistered();
                }
            }

            @Override
            public void close() throws IOException {
                peer.close();
            }
        };
    }

    private static BaresipPeer peer(Path into, Recordings recordings, Wanted wanted) throws Exception {
        Account account = new Account(
                wanted.party(),
                wanted.device().username(),
                wanted.password(),
                wanted.rig().sipServer(),
                true);
        String settings = settings(recordings, wanted.state());
        String parameters = wanted.state() == BrokenState.NO_ANSWER ? ";answermode=manual" : "";
        if (wanted.line().isEmpty()) {
            return BaresipPeer.start(into, account, settings, parameters);
        }
        PhoneLine line = wanted.line().get();
        return BaresipPeer.start(into, account, settings + line.settings(), parameters, line.placeWithAside());
    }

    private static String settings(Recordings recordings, BrokenState state) throws Exception {
        Path sound = switch (state) {
            case MUTED -> recordings.silence(RATE);
            case NOISY -> recordings.talk("noisy", 0.08, RATE);
            case BLACK, FROZEN, DARK, NARROW, LOSSY, ONE_WAY, NO_ANSWER, WRONG_PASSWORD ->
                recordings.talk("talk", 0.0005, RATE);
        };
        Path film = switch (state) {
            case BLACK -> recordings.black(Form.CODED);
            case DARK -> recordings.dark(Form.CODED);
            case FROZEN -> recordings.frozen(Form.CODED);
            case NARROW -> recordings.grainy(Form.CODED);
            case MUTED, NOISY, LOSSY, ONE_WAY, NO_ANSWER, WRONG_PASSWORD -> recordings.person(Form.CODED);
        };
        return "audio_source aufile,%s\nvideo_source avformat,%s\nvideo_size %dx%d\n"
                .formatted(sound, film, WIDTH, HEIGHT);
    }
}
