package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.signalling.sip.stack.SipConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls and registrations by sipp that use extensions beside ordinary calls, at one gateway. */
class SippExtensionsIT {

    private static final String HOST = "127.0.0.1";

    @TempDir
    static Path captures;

    private static SipJudge judge;
    private static Rig rig;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() throws IOException {
        judge = SipJudge.start(captures);
        rig = new Rig(InetAddress.getByName(HOST), Optional.empty(), SipConfig.Limits.DEFAULT);
        judge.hear(rig);
    }

    @AfterAll
    static void close() throws IOException, InterruptedException {
        rig.close();
        judge.judge(1, 40, 12);
    }

    private Sipp asking(String scenario) throws IOException {
        return Sipp.start(folder, scenario, HOST, "UDP", Sipp.Ports.free(), HOST + ":" + rig.endpoint.port());
    }

    /** The room changes its offer nine times, the last time in the answer to ours. */
    @Test
    void changesItsMindAndIsFollowed() throws Exception {
        int before = rig.conferences.story().size();
        try (Sipp sipp = asking("changes")) {
            sipp.passes();
        }
        rig.conferences.await(() -> rig.conferences.story().getLast().equals("left LEFT"));
        assertThat(rig.conferences
                        .story()
                        .subList(before, rig.conferences.story().size()))
                .hasSize(11)
                .startsWith("arrived device:id-alice")
                .endsWith("left LEFT");
        assertThat(rig.conferences.media().sentAudio()).as("held in the end").isEmpty();
        assertThat(rig.conferences.media().receivedVideo().orElseThrow().formats())
                .containsOnlyKeys(110, 111);
    }

    @Test
    void isRungReliablyAndRefreshesItsSession() throws Exception {
        try (Sipp sipp = asking("extensions")) {
            sipp.passes();
        }
        rig.conferences.await(() -> rig.conferences.story().getLast().equals("left LEFT"));
    }

    @Test
    void registersForShortForLongAndNotAtAll() throws Exception {
        try (Sipp sipp = asking("registrations")) {
            sipp.passes();
        }
        assertThat(rig.endpoint.registrations().all()).isEmpty();
    }

    @Test
    void hasMovedToWhereItAnswersReliably() throws Exception {
        try (Sipp there = Sipp.start(folder, "answers-reliably", HOST, "UDP", Sipp.Ports.free())
                        .awaitListening();
                Sipp here = Sipp.start(
                                folder,
                                "redirects",
                                HOST,
                                "UDP",
                                Sipp.Ports.free(),
                                "-key",
                                "elsewhere",
                                Integer.toString(there.port()))
                        .awaitListening()) {
            rig.endpoint
                    .call(rig.alice, rig.into("h100"), "sip:alice@" + HOST + ":" + here.port())
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
            assertThat(rig.conferences.media().sentAudio()).isPresent();
            rig.conferences.leg().end(EndReason.REMOVED);
            here.passes();
            there.passes();
        }
    }
}
