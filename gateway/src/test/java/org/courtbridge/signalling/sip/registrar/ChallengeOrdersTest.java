package org.courtbridge.signalling.sip.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.courtbridge.provisioning.inventory.Dialect;
import org.courtbridge.provisioning.inventory.DigestChallenge;
import org.courtbridge.signalling.sip.FakeDevices;
import org.courtbridge.signalling.sip.RawPeer;
import org.courtbridge.signalling.sip.Rig;
import org.courtbridge.signalling.sip.stack.DigestCredentials.Algorithm;
import org.junit.jupiter.api.Test;

class ChallengeOrdersTest {

    private static final List<Algorithm> BOTH = List.of(Algorithm.SHA_256, Algorithm.MD5);
    private static final List<Algorithm> MD5_FIRST = List.of(Algorithm.MD5, Algorithm.SHA_256);
    private static final List<Algorithm> MD5_ONLY = List.of(Algorithm.MD5);
    private static final int STRANGERS = 2_000;

    private Instant now = Instant.parse("2026-03-02T09:00:00Z");
    private final FakeDevices devices = new FakeDevices();
    private final ChallengeOrders orders = new ChallengeOrders(devices, () -> now);

    private void add(String username, DigestChallenge challenge) {
        devices.setDialect(devices.add("Room", username, "secret").id(), Dialect.USUAL.with(challenge));
    }

    private List<Algorithm> of(String username) {
        return orders.of(Optional.of(username));
    }

    private List<List<Algorithm>> strangers() {
        return IntStream.range(0, STRANGERS).mapToObj(i -> of("nobody" + i)).toList();
    }

    @Test
    void eachDeviceIsChallengedAsItWasSet() {
        add("usual", DigestChallenge.BOTH);
        add("first", DigestChallenge.MD5_FIRST);
        add("only", DigestChallenge.MD5_ONLY);
        assertThat(of("usual")).isEqualTo(BOTH);
        assertThat(of("FIRST")).isEqualTo(MD5_FIRST);
        assertThat(of("only")).isEqualTo(MD5_ONLY);
    }

    @Test
    void namesWithoutADeviceAreChallengedInTheSameWaysInTheSameShares() {
        IntStream.range(0, 6).forEach(i -> add("usual" + i, DigestChallenge.BOTH));
        IntStream.range(0, 3).forEach(i -> add("first" + i, DigestChallenge.MD5_FIRST));
        add("only", DigestChallenge.MD5_ONLY);
        List<List<Algorithm>> shown = strangers();
        assertThat(shown).filteredOn(MD5_FIRST::equals).hasSizeBetween(STRANGERS / 4, STRANGERS * 7 / 20);
        assertThat(shown).filteredOn(MD5_ONLY::equals).hasSizeBetween(STRANGERS / 20, STRANGERS * 3 / 20);
        assertThat(strangers()).as("asked again").isEqualTo(shown);
        assertThat(new ChallengeOrders(devices, () -> now).of(Optional.of("nobody7")))
                .as("after a restart")
                .isEqualTo(shown.get(7));
        assertThat(orders.of(Optional.empty())).isIn(BOTH, MD5_FIRST, MD5_ONLY);
    }

    @Test
    void whereNoDeviceDiffersNobodyDoes() {
        assertThat(strangers()).as("without devices").containsOnly(BOTH);
        now = now.plus(ChallengeOrders.FRESH);
        add("usual", DigestChallenge.BOTH);
        assertThat(strangers()).containsOnly(BOTH);
    }

    @Test
    void aChangeTakesEffectWithinSeconds() {
        add("room", DigestChallenge.BOTH);
        assertThat(of("room")).isEqualTo(BOTH);
        devices.setDialect("id-room", Dialect.USUAL.with(DigestChallenge.MD5_ONLY));
        now = now.plus(ChallengeOrders.FRESH).minusMillis(1);
        assertThat(of("room")).as("the inventory is not read for each who asks").isEqualTo(BOTH);
        now = now.plusMillis(1);
        assertThat(of("room")).isEqualTo(MD5_ONLY);
    }

    /** As sipsak and the sip of npm, which look at the first challenge alone. */
    @Test
    void aDeviceThatReadsTheFirstChallengeAloneRegisters() throws IOException {
        try (Rig rig = new Rig();
                RawPeer peer = new RawPeer(rig.endpoint.port())) {
            rig.devices.add("Room", "room", "secret");
            rig.devices.setDialect("id-room", Dialect.USUAL.with(DigestChallenge.MD5_FIRST));
            String challenge = ask(peer, 1, "");
            List<String> shown = RawPeer.headers(challenge, "WWW-Authenticate");
            assertThat(shown).hasSize(2);
            assertThat(shown.getFirst()).contains("algorithm=MD5", "qop=\"auth\"");
            String proof =
                    RawPeer.authorization(challenge, Algorithm.MD5, "room", "secret", "REGISTER", "sip:127.0.0.1", 1);
            assertThat(ask(peer, 2, proof)).startsWith("SIP/2.0 200");
        }
    }

    private static String ask(RawPeer peer, int sequence, String extra) throws IOException {
        peer.send(peer.request("REGISTER", "sip:127.0.0.1", "challenged", sequence, "", extra, "")
                .replaceAll("(From|To): <[^>]*>", "$1: <sip:room@127.0.0.1>"));
        return peer.receiveFinal();
    }
}
