package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.courtbridge.court.conference.RememberingConferences;
import org.courtbridge.signalling.sip.stack.SipConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls of sipp, which has no account here. */
class StrangersIT {

    @TempDir
    static Path captures;

    private static SipJudge judge;

    @TempDir
    Path folder;

    private Rig rig;

    @BeforeAll
    static void watch() throws IOException {
        judge = SipJudge.start(captures);
    }

    @AfterAll
    static void judge() throws IOException, InterruptedException {
        judge.judge(3, 12, 0);
    }

    @BeforeEach
    void open() throws IOException {
        rig = new Rig(Optional.empty(), SipConfig.Limits.DEFAULT);
        judge.hear(rig);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Sipp calling(String scenario, String user) throws IOException {
        return Sipp.start(
                folder,
                scenario,
                "127.0.0.1",
                "UDP",
                Sipp.Ports.free(),
                "-s",
                user,
                "-mi",
                "127.0.0.1",
                "127.0.0.1:" + rig.endpoint.port());
    }

    @Test
    void numberWithItsPinLeadsToTheLobby() throws Exception {
        try (Sipp sipp = calling("stranger-pin", "100**" + RememberingConferences.PIN)) {
            sipp.passes();
        }
        rig.conferences.await(() -> rig.conferences.story().size() == 2);
        assertThat(rig.conferences.story().getFirst()).startsWith("arrived guest:");
        assertThat(rig.conferences.story().getLast()).isEqualTo("left LEFT");
    }

    @Test
    void numberWithAnotherPinLeadsToTheMenuWhereTheRightOneWaitsAfterTooManyGuesses() throws Exception {
        for (int guess = 0; guess < 3; guess++) {
            try (Sipp sipp = calling("stranger-wrong", "100**00000" + guess)) {
                sipp.passes();
            }
        }
        try (Sipp sipp = calling("stranger-wrong", "100**" + RememberingConferences.PIN)) {
            sipp.passes();
        }
        rig.conferences.await(() -> rig.endpoint.calls() == 0);
        assertThat(rig.conferences.story()).isEmpty();
    }

    @Test
    void bareAddressLeadsToTheMenuAndFromThereToTheLobby() throws Exception {
        try (Sipp sipp = calling("stranger-menu", "menu")) {
            sipp.passes();
        }
        rig.conferences.await(() -> rig.conferences.story().size() == 2);
        assertThat(rig.conferences.story().getFirst()).startsWith("arrived guest:");
        assertThat(rig.conferences.story().getLast()).isEqualTo("left LEFT");
        rig.conferences.await(() -> rig.endpoint.calls() == 0);
    }
}
