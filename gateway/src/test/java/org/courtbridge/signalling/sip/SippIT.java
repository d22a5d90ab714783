package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.transport.FreePort;
import org.courtbridge.signalling.rooms.CallFailedException;
import org.courtbridge.signalling.sip.stack.SipConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls with sipp. */
class SippIT {

    private static final SipConfig.Limits LIMITS = new SipConfig.Limits(
            10,
            5,
            Duration.ofSeconds(30),
            Duration.ofDays(1),
            Duration.ofSeconds(3),
            Duration.ofMinutes(30),
            Duration.ofSeconds(90),
            Duration.ZERO,
            500);

    @TempDir
    static Path captures;

    private static SipJudge judge;

    @TempDir
    Path folder;

    private final TestIdentity identity = TestIdentity.make();
    private String host = "127.0.0.1";
    private Rig rig;

    @BeforeAll
    static void watch() throws IOException {
        judge = SipJudge.start(captures);
    }

    @AfterAll
    static void judge() throws IOException, InterruptedException {
        judge.judge(27, 60, 12);
    }

    @BeforeEach
    void open() throws IOException {
        open(host);
    }

    private void open(String address) throws IOException {
        host = address;
        rig = new Rig(InetAddress.getByName(address), Optional.of(identity.tls()), LIMITS);
        judge.hear(rig);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Sipp calling(String scenario, String transport, String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of(more));
        all.add((host.contains(":") ? "[" + host + "]:" : host + ":") + rig.endpoint.port());
        return Sipp.start(folder, scenario, host, transport, Sipp.Ports.free(), all.toArray(new String[0]));
    }

    private Sipp called(String scenario, String transport) throws IOException {
        return Sipp.start(folder, scenario, host, transport, Sipp.Ports.free()).awaitListening();
    }

    private CompletableFuture<LegId> connected(String transport, int port) {
        String address = host.contains(":") ? "[" + host + "]" : host;
        return rig.endpoint
                .call(rig.alice, rig.into("h100"), "sip:alice@" + address + ":" + port + ";transport=" + transport)
                .toCompletableFuture();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UDP", "TCP"})
    void roomRegistersCallsHoldsAndHangsUp(String transport) throws Exception {
        try (Sipp sipp = calling("register-call", transport)) {
            sipp.passes();
        }
        rig.conferences.awaitStory("arrived device:id-alice", "renegotiated", "left LEFT");
        assertThat(rig.endpoint.registrations().all())
                .singleElement()
                .extracting("transport")
                .isEqualTo(transport);
    }

    /** This sipp cannot do TLS; OpenSSL does it for it. */
    @Test
    void roomCallsOverTls() throws Exception {
        try (TlsTunnel tunnel = TlsTunnel.to(folder, rig.endpoint.tlsPort().getAsInt());
                Sipp sipp = Sipp.start(
                        folder, "register-call", host, "TLS", Sipp.Ports.free(), host + ":" + tunnel.port())) {
            sipp.passes();
        }
        rig.conferences.awaitStory("arrived device:id-alice", "renegotiated", "left LEFT");
        assertThat(rig.endpoint.registrations().all())
                .singleElement()
                .extracting("transport")
                .isEqualTo("TLS");
    }

    @Test
    void roomCallsOverIpVersion6() throws Exception {
        rig.close();
        open("::1");
        try (Sipp sipp = calling("register-call", "UDP")) {
            sipp.passes();
        }
        rig.conferences.awaitStory("arrived device:id-alice", "renegotiated", "left LEFT");
        assertThat(rig.endpoint.registrations().all())
                .singleElement()
                .extracting("contact")
                .asString()
                .contains("[::1]");
    }

    @Test
    void lateOfferIsAnsweredInTheAcknowledgement() throws Exception {
        try (Sipp sipp = calling("late-offer", "UDP")) {
            rig.conferences.await(() -> rig.conferences.story().contains("renegotiated"));
            rig.conferences.leg().end(EndReason.HEARING_ENDED);
            sipp.passes();
        }
        rig.conferences.awaitStory("arrived device:id-alice", "renegotiated", "left HEARING_ENDED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cisco", "poly", "huawei"})
    void offersOfRoomSystemsAreAnsweredLineByLine(String make) throws Exception {
        try (Sipp sipp = calling("offer-" + make, "UDP")) {
            sipp.passes();
        }
        rig.conferences.awaitStory("arrived device:id-alice", "left LEFT");
        assertThat(rig.conferences.media().sentVideos())
                .isNotEmpty()
                .allSatisfy(picture -> assertThat(picture.formats())
                        .allMatch(format -> format instanceof H264Format h264 && h264.profileIdc() == 66));
        assertThat(rig.conferences.media().receivedContent()).isPresent();
    }

    @Test
    void roomWhoseOffersGetShorterGoesOn() throws Exception {
        try (Sipp sipp = calling("shrinks", "UDP")) {
            sipp.passes();
        }
        List<String> story = new ArrayList<>(List.of("arrived device:id-alice"));
        story.addAll(Collections.nCopies(8, "renegotiated"));
        story.add("left LEFT");
        rig.conferences.awaitStory(story.toArray(new String[0]));
        assertThat(rig.conferences.media().sentAudio()).isPresent();
        assertThat(rig.conferences.media().sentVideos()).isEmpty();
    }

    @Test
    void roomWhoseDescriptionsArePartsOfLargerBodiesIsHeard() throws Exception {
        try (Sipp sipp = calling("multipart", "UDP")) {
            sipp.passes();
        }
        rig.conferences.awaitStory("arrived device:id-alice", "renegotiated", "renegotiated", "left LEFT");
        assertThat(rig.conferences.media().sentVideos()).hasSize(1);
    }

    @Test
    void roomThatAcknowledgesWhatThereWasNotIsToldSo() throws Exception {
        try (Sipp sipp = calling("stray-prack", "UDP")) {
            sipp.passes();
        }
        rig.conferences.awaitStory("arrived device:id-alice", "left LEFT");
    }

    @Test
    void roomHoldsAndResumesByUpdate() throws Exception {
        try (Sipp sipp = calling("update", "UDP")) {
            sipp.passes();
        }
        rig.conferences.awaitStory("arrived device:id-alice", "renegotiated", "renegotiated", "left LEFT");
        assertThat(rig.conferences.media().sentAudio()).isPresent();
    }

    @Test
    void keysAreHeardInSoundAndInInfo() throws Exception {
        try (RealBridge media = new RealBridge(rig.conferences)) {
            try (Sipp sipp = calling("digits", "UDP", "-mi", host)) {
                sipp.passes();
            }
            rig.conferences.awaitStory(
                    "arrived device:id-alice",
                    "digit 1",
                    "digit 9",
                    "digit *",
                    "digit #",
                    "digit 5",
                    "digit #",
                    "digit 7",
                    "left LEFT");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UDP", "TCP"})
    void gatewayCallsARoom(String transport) throws Exception {
        try (Sipp sipp = called("answer", transport)) {
            goesOnUntilWeHangUp(connected(transport, sipp.port()), sipp);
        }
    }

    @Test
    void gatewayCallsARoomOverTls() throws Exception {
        int port = FreePort.any();
        try (TlsTunnel tunnel = TlsTunnel.from(folder, identity, port);
                Sipp sipp = Sipp.start(folder, "answer", host, "TLS", new Sipp.Ports(port, tunnel.port()))
                        .awaitListening()) {
            goesOnUntilWeHangUp(connected("TLS", tunnel.port()), sipp);
        }
    }

    @Test
    void gatewayCallsARoomOverIpVersion6() throws Exception {
        rig.close();
        open("::1");
        try (Sipp sipp = called("answer", "UDP")) {
            goesOnUntilWeHangUp(connected("UDP", sipp.port()), sipp);
        }
    }

    /** Over the connection that it opened, where it has one. */
    @ParameterizedTest
    @ValueSource(strings = {"UDP", "TCP"})
    void gatewayCallsARoomWhereItRegistered(String transport) throws Exception {
        try (Sipp sipp = calling("register", transport, "-oocsf", Sipp.scenario("answer"))) {
            isReachedWhereItRegistered(sipp);
        }
    }

    /** What it gives as its address is of no use, as if it were behind a NAT. */
    @Test
    void gatewayCallsARoomOverTheTlsConnectionThatItOpened() throws Exception {
        try (TlsTunnel tunnel = TlsTunnel.to(folder, rig.endpoint.tlsPort().getAsInt());
                Sipp sipp = Sipp.start(
                        folder,
                        "register",
                        host,
                        "TLS",
                        Sipp.Ports.free(),
                        host + ":" + tunnel.port(),
                        "-oocsf",
                        Sipp.scenario("answer"))) {
            isReachedWhereItRegistered(sipp);
        }
    }

    private void isReachedWhereItRegistered(Sipp sipp) throws Exception {
        rig.conferences.await(() -> !rig.endpoint.registrations().all().isEmpty());
        goesOnUntilWeHangUp(rig.endpoint.call(rig.alice, rig.into("h100")).toCompletableFuture());
        assertThat(sipp.isAlive()).isTrue();
    }

    @Test
    void roomThatCannotReadOurOfferMakesItsOwn() throws Exception {
        try (Sipp sipp = called("insists-on-offering", "UDP")) {
            goesOnUntilWeHangUp(connected("UDP", sipp.port()), sipp);
        }
    }

    private void goesOnUntilWeHangUp(CompletableFuture<LegId> call, Sipp sipp) throws Exception {
        goesOnUntilWeHangUp(call);
        sipp.passes();
    }

    private void goesOnUntilWeHangUp(CompletableFuture<LegId> call) throws Exception {
        LegId leg = call.get(60, TimeUnit.SECONDS);
        assertThat(rig.conferences.leg().id()).isEqualTo(leg);
        assertThat(rig.conferences.media().sentAudio()).isPresent();
        assertThat(rig.conferences.media().sentVideos()).hasSize(1);
        rig.conferences.leg().end(EndReason.REMOVED);
        rig.conferences.awaitStory("arrived device:id-alice", "left REMOVED");
        rig.conferences.await(() -> rig.trace.stream()
                .anyMatch(message -> message.startsWith("RECEIVED SIP/2.0 200") && message.contains("BYE\r\n")));
    }

    @Test
    void gatewayGivesUpOnARoomThatOnlyRings() throws Exception {
        givesUp("ring-until-cancelled");
    }

    @Test
    void gatewayHangsUpOnARoomThatPicksUpTooLate() throws Exception {
        givesUp("picks-up-when-cancelled");
    }

    private void givesUp(String scenario) throws Exception {
        try (Sipp sipp = called(scenario, "UDP")) {
            assertThatThrownBy(() -> connected("UDP", sipp.port()).get(60, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            CallFailedException.class,
                            failure -> assertThat(failure.reason()).isEqualTo(EndReason.CANCELLED));
            sipp.passes();
        }
        rig.conferences.await(() -> rig.endpoint.calls() == 0);
        assertThat(rig.conferences.story()).isEmpty();
    }

    @Test
    void everyMessageOfARoomsCallIsLostOrRepeated() throws Exception {
        try (Sipp sipp = calling("lossy-call", "UDP", "-nr")) {
            sipp.passes();
        }
        rig.conferences.awaitStory("arrived device:id-alice", "left LEFT");
        rig.conferences.await(() -> rig.endpoint.calls() == 0);
    }

    @Test
    void everyMessageOfOurCallIsLostOrRepeated() throws Exception {
        try (Sipp sipp = Sipp.start(folder, "lossy-room", host, "UDP", Sipp.Ports.free(), "-nr")
                .awaitListening()) {
            CompletableFuture<LegId> call = connected("UDP", sipp.port());
            rig.conferences.await(() -> rig.trace.stream()
                            .filter(message -> message.startsWith("SENT ACK"))
                            .count()
                    == 2);
            goesOnUntilWeHangUp(call, sipp);
        }
        rig.conferences.await(() -> rig.endpoint.calls() == 0);
    }

    @Test
    void bothHangUpAtOnce() throws Exception {
        try (Sipp sipp = calling("crossing-bye", "UDP")) {
            rig.conferences.await(() -> rig.trace.stream()
                    .anyMatch(message -> message.startsWith("RECEIVED ACK") && message.contains("CSeq: 2 ACK")));
            rig.conferences.leg().end(EndReason.REMOVED);
            sipp.passes();
        }
        rig.conferences.await(() -> rig.endpoint.calls() == 0);
        assertThat(rig.conferences.story()).hasSize(2);
    }

    @Test
    void cancelThatCrossesTheAnswerEndsNothing() throws Exception {
        try (Sipp sipp = calling("cancel-too-late", "UDP")) {
            sipp.passes();
        }
        rig.conferences.awaitStory("arrived device:id-alice", "left LEFT");
    }
}
