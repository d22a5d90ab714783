package org.courtbridge.signalling.sip.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.courtbridge.codecs.srtp.SrtpProfile;
import org.courtbridge.codecs.srtp.SrtpSender;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.network.AdvertisedAddresses;
import org.courtbridge.media.transport.MediaLoops;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.media.transport.RtpListener;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.media.transport.dtls.DtlsCertificate;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.sdp.CryptoAttribute;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Encryption of a room's media, as it is agreed and as it then is. */
class RoomSecurityTest {

    private static final String SESSION = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            """;

    private static final String FINGERPRINT = "a=fingerprint:sha-256 " + "AB:".repeat(31) + "AB\n";

    private final MediaLoops loops = MediaLoops.start(1);
    private final List<RoomMedia> opened = new ArrayList<>();

    private RoomMedia media(Encryption policy) {
        return media(policy, DtlsCertificate.generate());
    }

    private RoomMedia media(Encryption policy, DtlsCertificate certificate) {
        RoomMedia media = new RoomMedia(
                new UdpPorts(
                        loops,
                        new PortRange(33_000, 33_999),
                        InetAddress.getLoopbackAddress(),
                        certificate,
                        Optional.empty()),
                AdvertisedAddresses.always(InetAddress.getLoopbackAddress()),
                Duration.ofSeconds(60),
                policy,
                RoomMedia.CameraControl.ON_REQUEST,
                Optional.empty());
        opened.add(media);
        return media;
    }

    @AfterEach
    void close() {
        opened.forEach(RoomMedia::close);
        loops.close();
    }

    /** We call ourselves: what we offer we can answer, and both ends have the same keys. */
    @ParameterizedTest
    @CsvSource({
        "PREFERRED, a=none:, RTP/AVP, AEAD_AES_256_GCM",
        "REQUIRED, a=none:, RTP/SAVP, AEAD_AES_256_GCM",
        "OFF, a=none:, RTP/AVP, ",
        // What follows is changed on the way, so that DTLS is all there is, and that without rtcp-mux.
        "PREFERRED, a=crypto:, RTP/AVP, AEAD_AES_128_GCM",
        "PREFERRED, a=crypto:, UDP/TLS/RTP/SAVPF, AEAD_AES_128_GCM",
        "PREFERRED, a=crypto:|a=rtcp-mux, UDP/TLS/RTP/SAVP, AEAD_AES_128_GCM",
    })
    void bothEndsAgree(Encryption policy, String removed, String protocol, SrtpProfile expected) throws Exception {
        RoomMedia caller = media(policy);
        RoomMedia called = media(policy);
        String offer = caller.offer().write().replaceAll("(?m)^(" + removed + ").*\\R", "");
        offer = offer.replaceAll("RTP/AVP|RTP/SAVP", protocol);
        caller.answered(read(called.answer(read(offer))));

        RtpTransport one = sound(caller);
        RtpTransport other = sound(called);
        carries(one, other);
        carries(other, one);
        assertThat(one.loop().submit(one::protection).get()).isEqualTo(Optional.ofNullable(expected));
        assertThat(other.loop().submit(other::protection).get()).isEqualTo(Optional.ofNullable(expected));

        // A session refresh, the other way round, changes nothing.
        called.answered(read(caller.answer(read(called.offer()))));
        carries(one, other);
        carries(other, one);
    }

    @ParameterizedTest
    @EnumSource(SrtpProfile.class)
    void everySuiteIsTakenWithItsTag(SrtpProfile profile) {
        String crypto = "a=crypto:7 %s inline:%s\n"
                .formatted(profile, SrtpKey.random(profile).inline());
        MediaDescription line = read(media(Encryption.REQUIRED)
                        .answer(read("m=audio 40000 RTP/SAVP 8\na=crypto:3 AES_CM_64_HMAC_SHA1_80 inline:"
                                + SrtpKey.random(SrtpProfile.AES_CM_128_HMAC_SHA1_80)
                                        .inline() + "\n" + crypto)))
                .media()
                .getFirst();
        assertThat(line.protocol()).isEqualTo("RTP/SAVP");
        assertThat(cryptos(line)).extracting(CryptoAttribute::tag).containsExactly(7);
        assertThat(cryptos(line).getFirst().usableKeys().getFirst().profile()).isEqualTo(profile);
    }

    @Test
    void theFirstUsableSuiteOfTheRoomIsTaken() {
        String offer = "m=audio 40000 RTP/SAVP 8\n"
                + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:short\n"
                + "a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:%s;inline:%s\n".formatted(key(), key())
                + "a=crypto:3 AES_CM_128_HMAC_SHA1_80 inline:%s UNENCRYPTED_SRTCP\n".formatted(key())
                + "a=crypto:4 AES_CM_128_HMAC_SHA1_32 inline:%s|2^48\n"
                        .formatted(SrtpKey.random(SrtpProfile.AES_CM_128_HMAC_SHA1_32)
                                .inline())
                + "a=crypto:5 AES_CM_128_HMAC_SHA1_80 inline:%s\n".formatted(key());
        assertThat(cryptos(read(media(Encryption.PREFERRED).answer(read(offer)))
                        .media()
                        .getFirst()))
                .extracting(CryptoAttribute::suite)
                .containsExactly("AES_CM_128_HMAC_SHA1_32");
    }

    /** RFC 4568, section 6.1: each packet says which. */
    @Test
    void ofSeveralKeysInALineThePartyMayUseAny() throws Exception {
        SrtpKey first = SrtpKey.random(SrtpProfile.AES_CM_128_HMAC_SHA1_80);
        SrtpKey second = SrtpKey.random(SrtpProfile.AES_CM_128_HMAC_SHA1_80);
        RoomMedia media = media(Encryption.REQUIRED);
        String keys = "inline:%s|2^20|1:4;inline:%s|2^20|2:4".formatted(first.inline(), second.inline());
        int port = media.answer(read("m=audio 40000 RTP/SAVP 8\na=crypto:1 AES_CM_128_HMAC_SHA1_80 " + keys + "\n"))
                .media()
                .getFirst()
                .port();
        CountDownLatch arrivals = new CountDownLatch(2);
        sound(media).listener(counting(arrivals, new CountDownLatch(1)));
        sound(media).loop().submit(() -> {}).get();
        try (DatagramSocket room = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            int number = 1;
            for (SrtpKey key : List.of(first, second)) {
                byte[] named = named(key, number++, key.equals(first) ? 1 : 2);
                room.send(new DatagramPacket(named, named.length, InetAddress.getLoopbackAddress(), port));
            }
            assertThat(arrivals.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** A packet of sound with the name of its key before its tag (RFC 3711, section 3.1). */
    private static byte[] named(SrtpKey key, int number, int name) {
        byte[] bytes = new byte[172 + SrtpSender.OVERHEAD];
        bytes[0] = (byte) 0x80;
        bytes[1] = 8;
        bytes[3] = (byte) number;
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, 172);
        try (SrtpSender sender = SrtpSender.forKey(key)) {
            assertThat(sender.protect(packet)).isTrue();
        }
        byte[] named = new byte[packet.getLength() + 4];
        System.arraycopy(bytes, 0, named, 0, 172);
        named[175] = (byte) name;
        System.arraycopy(bytes, 172, named, 176, packet.getLength() - 172);
        return named;
    }

    @Test
    void theModeThatNobodyElseHasIsTakenFromThoseWhoHaveNothingElse() {
        String f8 = "a=crypto:1 F8_128_HMAC_SHA1_80 inline:%s\n".formatted(key());
        String other = "a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:%s|2^31|1:1\n".formatted(key());
        assertThat(suites(f8 + other)).containsExactly("AES_CM_128_HMAC_SHA1_80");
        assertThat(suites(f8)).containsExactly("F8_128_HMAC_SHA1_80");
    }

    private List<String> suites(String cryptos) {
        SessionDescription answer =
                read(media(Encryption.PREFERRED).answer(read("m=audio 40000 RTP/SAVP 8\n" + cryptos)));
        return cryptos(answer.media().getFirst()).stream()
                .map(CryptoAttribute::suite)
                .toList();
    }

    /** As when the software of a room starts anew in mid-call: another certificate, other ports. */
    @Test
    void anotherCertificateInANewOfferIsAnotherHandshake() throws Exception {
        RoomMedia media = media(Encryption.PREFERRED);
        RoomMedia room = media(Encryption.PREFERRED);
        room.answered(read(media.answer(read(withoutKeys(room.offer())))));
        carries(sound(room), sound(media));
        carries(sound(media), sound(room));

        RoomMedia anew = media(Encryption.PREFERRED);
        anew.answered(read(media.answer(read(withoutKeys(anew.offer())))));
        carries(sound(anew), sound(media));
        carries(sound(media), sound(anew));
    }

    /** As when a device starts its media anew, or another machine with its certificate takes over (RFC 5763, section 6.6). */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void theSameCertificateFromElsewhereIsAnotherHandshake(boolean named) throws Exception {
        DtlsCertificate certificate = DtlsCertificate.generate();
        RoomMedia media = media(Encryption.PREFERRED);
        RoomMedia room = media(Encryption.PREFERRED, certificate);
        room.answered(read(media.answer(read(dtls(room.offer(), named)))));
        carries(sound(room), sound(media));
        carries(sound(media), sound(room));

        RoomMedia anew = media(Encryption.PREFERRED, certificate);
        anew.answered(read(media.answer(read(dtls(anew.offer(), named)))));
        carries(sound(anew), sound(media));
        carries(sound(media), sound(anew));
    }

    private static String dtls(SessionDescription offer, boolean named) {
        String offered = withoutKeys(offer);
        return named ? offered : offered.replaceAll("(?m)^a=tls-id:.*\\R", "");
    }

    /** Until another handshake is done, which this party never begins, all goes on as before. */
    @Test
    void whatWasAgreedHoldsUntilAnotherHandshakeIsDone() throws Exception {
        RoomMedia media = media(Encryption.PREFERRED);
        RoomMedia room = media(Encryption.PREFERRED);
        SessionDescription offer = room.offer();
        room.answered(read(media.answer(read(withoutKeys(offer)))));
        carries(sound(room), sound(media));
        carries(sound(media), sound(room));
        SessionDescription answer = read(media.answer(
                read(withoutKeys(offer).replaceAll("a=tls-id:\\S+", "a=tls-id:AnotherAssociationBegins"))));
        assertThat(answer.media().getFirst().attributes().setup()).contains("passive");
        carries(sound(room), sound(media));
        carries(sound(media), sound(room));
    }

    @Test
    void aHandshakeThatFailsLeavesTheCallItsKeys() throws Exception {
        RoomMedia media = media(Encryption.PREFERRED);
        RoomMedia room = media(Encryption.PREFERRED);
        room.answered(read(media.answer(read(withoutKeys(room.offer())))));
        carries(sound(room), sound(media));
        CompletableFuture<String> lost = new CompletableFuture<>();
        sound(media).listener(losing(lost));

        RoomMedia impostor = media(Encryption.PREFERRED);
        String claimed = withoutKeys(impostor.offer()).replaceAll("(?m)^a=fingerprint:.*\\R", FINGERPRINT);
        impostor.answered(read(media.answer(read(claimed))));
        CompletableFuture<String> refused = new CompletableFuture<>();
        sound(impostor).listener(losing(refused));
        assertThat(refused.get(60, TimeUnit.SECONDS)).contains("DTLS");

        carries(sound(room), sound(media));
        carries(sound(media), sound(room));
        assertThat(lost).isNotDone();
    }

    private static RtpListener losing(CompletableFuture<String> lost) {
        return new RtpListener() {
            @Override
            public void rtp(RtpPacket packet, long arrival) {}

            @Override
            public void rtcp(byte[] compound, int offset, int length, long arrival) {}

            @Override
            public void lost(String reason) {
                lost.complete(reason);
            }
        };
    }

    /** RFC 5763, section 6.6, and RFC 8842, section 5; a dash is a description that does not say. */
    @ParameterizedTest
    @CsvSource({
        // setup and tls-id, and again with the port; how many associations there are then
        "actpass, -, 40000, actpass, -, 1",
        "active,  -, 40000, actpass, -, 1",
        "active,  -, 40000, active,  -, 1",
        "passive, -, 40000, passive, -, 1",
        "passive, -, 40000, -,       -, 1",
        "active,  -, 40000, passive, -, 2",
        "passive, -, 40000, active,  -, 2",
        "actpass, -, 40002, actpass, -, 2",
        "actpass, A, 40000, actpass, A, 1",
        "actpass, A, 40002, actpass, A, 1",
        "actpass, A, 40000, actpass, B, 2",
        "actpass, -, 40000, actpass, A, 1",
        "actpass, A, 40002, actpass, -, 2",
    })
    void anAssociationGoesOnWhileItsCertificateRolesAndNameDo(
            String setup, String id, int port, String nextSetup, String nextId, int associations) {
        LineSecurity before = agree(end(40_000, setup, id), new LineSecurity.Plain());
        LineSecurity.Handshake next = agree(end(port, nextSetup, nextId), before);
        assertThat(next.association()).isEqualTo(associations);
        assertThat(next.id().isPresent()).isEqualTo(!nextId.equals("-"));
        LineSecurity.Handshake again = agree(end(port, nextSetup, nextId), next);
        assertThat(again.association()).as("once more").isEqualTo(associations);
        assertThat(again.id()).isEqualTo(next.id());
        assertThat(again.ours()).isEqualTo(next.ours());
        if (id.equals("A") && !nextId.equals("-")) {
            assertThat(next.id().equals(((LineSecurity.Handshake) before).id())).isEqualTo(associations == 1);
        }
    }

    /** Being nowhere is no move. */
    @Test
    void anAssociationGoesOnThroughHold() {
        LineSecurity before = agree(end(40_000, "actpass", "-"), new LineSecurity.Plain());
        LineSecurity held = agree(end(40_000, "actpass", "-").replace("127.0.0.1\nt=", "0.0.0.0\nt="), before);
        assertThat(agree(end(40_000, "actpass", "-"), held).association()).isEqualTo(1);
        assertThat(agree(end(40_002, "actpass", "-"), held).association()).isEqualTo(2);
    }

    /** Its place is one candidate of several, and another after a restart (RFC 8842, section 6). */
    @Test
    void anAssociationGoesOnThroughAnIceRestart() {
        String ice = "a=ice-ufrag:theirs\na=ice-pwd:0123456789abcdefghijkl\n";
        LineSecurity before = agree(end(40_000, "actpass", "-") + ice, new LineSecurity.Plain());
        assertThat(agree(end(40_002, "actpass", "-") + ice.replace("theirs", "others"), before)
                        .association())
                .isEqualTo(1);
    }

    private static String end(int port, String setup, String id) {
        return SESSION
                + "m=audio " + port + " UDP/TLS/RTP/SAVP 8\n"
                + FINGERPRINT
                + (setup.equals("-") ? "" : "a=setup:" + setup + "\n")
                + (id.equals("-") ? "" : "a=tls-id:" + id.repeat(20) + "\n");
    }

    private static LineSecurity.Handshake agree(String offer, LineSecurity before) {
        SessionDescription session = SessionDescription.parse(offer);
        RoomSecurity.Choice choice = RoomSecurity.choose(session.media().getFirst(), session, Encryption.PREFERRED)
                .orElseThrow();
        return (LineSecurity.Handshake) RoomSecurity.agree(choice, before);
    }

    /** Whoever offers a name of its association is answered by one (RFC 8842, section 5.3). */
    @Test
    void anAssociationIsNamedWhereTheOtherSideNamesIt() {
        RoomMedia media = media(Encryption.PREFERRED);
        assertThat(names(media.answer(read(end(40_000, "actpass", "-"))))).isEmpty();
        List<String> first = names(media.answer(read(end(40_000, "actpass", "A"))));
        assertThat(first).singleElement().asString().matches("[A-Za-z0-9+/_-]{20,255}");
        assertThat(names(media.answer(read(end(40_000, "actpass", "A"))))).isEqualTo(first);
        assertThat(names(media.answer(read(end(40_000, "actpass", "B")))))
                .hasSize(1)
                .isNotEqualTo(first);
    }

    private static List<String> names(SessionDescription answer) {
        return answer.media().getFirst().attributes().values("tls-id");
    }

    /** So that DTLS is all there is. */
    private static String withoutKeys(SessionDescription offer) {
        return offer.write().replaceAll("(?m)^a=crypto:.*\\R", "");
    }

    @Test
    void aNewKeyInANewOfferIsTakenAndOursStays() throws Exception {
        RoomMedia media = media(Encryption.REQUIRED);
        RoomMedia room = media(Encryption.REQUIRED);
        SessionDescription offer = read(room.offer());
        SessionDescription answer = read(media.answer(offer));
        room.answered(answer);
        carries(sound(room), sound(media));
        String ours = cryptos(answer.media().getFirst()).getFirst().write();

        RoomMedia rekeyed = media(Encryption.REQUIRED);
        SessionDescription second = read(rekeyed.offer());
        SessionDescription secondAnswer = read(media.answer(second));
        rekeyed.answered(secondAnswer);
        assertThat(cryptos(secondAnswer.media().getFirst()).getFirst().write()).isEqualTo(ours);
        carries(sound(media), sound(rekeyed));
        carries(sound(rekeyed), sound(media));
    }

    @Test
    void aDeviceThatMustEncryptIsNotServedInTheClear() {
        RoomMedia media = media(Encryption.REQUIRED);
        assertThatThrownBy(() -> media.answer(read("m=audio 40000 RTP/AVP 8\n")))
                .isInstanceOf(NotAcceptableException.class)
                .hasMessageContaining("encryption REQUIRED");
        media.answer(read("m=audio 40000 RTP/AVP 8\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + key()
                + "\nm=video 40002 RTP/AVP 97\na=rtpmap:97 H264/90000\n"));
        assertThat(media.agreed().refused())
                .containsExactly(new LegMedia.Refused(
                        org.courtbridge.media.leg.LegStatistics.Medium.VIDEO,
                        LegMedia.Refusal.ENCRYPTION,
                        List.of("RTP/AVP")));

        RoomMedia called = media(Encryption.REQUIRED);
        called.offer();
        assertThatThrownBy(() -> called.answered(read("m=audio 40000 RTP/AVP 8\nm=video 0 RTP/AVP 97\n")))
                .isInstanceOf(NotAcceptableException.class);
    }

    @Test
    void aDeviceThatMustNotEncryptIsNotAskedTo() {
        RoomMedia media = media(Encryption.OFF);
        String crypto = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + key() + "\n";
        assertThatThrownBy(() -> media.answer(read("m=audio 40000 RTP/SAVP 8\n" + crypto)))
                .isInstanceOf(NotAcceptableException.class);
        MediaDescription plain = read(media.answer(read("m=audio 40000 RTP/AVP 8\n" + crypto)))
                .media()
                .getFirst();
        assertThat(cryptos(plain)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PREFERRED, SAVP", "REQUIRED, SAVP", "OFF, AVP"})
    void ofAMediumOfferedTwiceTheOneThatFitsThePolicyIsTaken(Encryption policy, String taken) {
        String plain = "m=audio 40000 RTP/AVP 8\n";
        String secure = "m=audio 40000 RTP/SAVP 8\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + key() + "\n";
        for (String offer : List.of(plain + secure, secure + plain)) {
            List<MediaDescription> lines =
                    read(media(policy).answer(read(offer))).media();
            assertThat(lines)
                    .filteredOn(line -> !line.isRefused())
                    .singleElement()
                    .satisfies(line -> assertThat(line.protocol()).isEqualTo("RTP/" + taken));
        }
    }

    @ParameterizedTest
    @CsvSource({"actpass, passive", "active, passive", "passive, active", ", passive"})
    void theRolesOfAHandshakeAreAnswered(String theirs, String ours) {
        String setup = theirs == null ? "" : "a=setup:" + theirs + "\n";
        RoomMedia media = media(Encryption.REQUIRED);
        for (String protocol : List.of("UDP/TLS/RTP/SAVP", "UDP/TLS/RTP/SAVPF", "RTP/SAVPF", "RTP/AVP")) {
            MediaDescription line = read(media.answer(read(FINGERPRINT + "m=audio 40000 " + protocol + " 8\n" + setup)))
                    .media()
                    .getFirst();
            assertThat(line.attributes().setup()).as(protocol).contains(ours);
            assertThat(line.attributes().fingerprints()).hasSize(1);
            assertThat(line.protocol()).isEqualTo(protocol);
        }
        // The association stays, and with it the roles, whatever a later offer leaves open.
        assertThat(read(media.answer(read(FINGERPRINT + "m=audio 40000 RTP/SAVPF 8\na=setup:actpass\n")))
                        .media()
                        .getFirst()
                        .attributes()
                        .setup())
                .contains(ours);
    }

    @Test
    void anAnswerWithoutKeysIsTakenInTheClearWhereThatMayBe() throws Exception {
        RoomMedia media = media(Encryption.PREFERRED);
        media.offer();
        media.answered(read("m=audio 40000 RTP/AVP 8\nm=video 0 RTP/AVP 97\n"));
        assertThat(sound(media).loop().submit(sound(media)::protection).get()).isEmpty();
    }

    private static String key() {
        return SrtpKey.random(SrtpProfile.AES_CM_128_HMAC_SHA1_80).inline();
    }

    private static SessionDescription read(SessionDescription description) {
        return SessionDescription.parse(description.write());
    }

    private static SessionDescription read(String lines) {
        return SessionDescription.parse(lines.startsWith("v=") ? lines : SESSION + lines);
    }

    private static List<CryptoAttribute> cryptos(MediaDescription line) {
        return line.attributes().values("crypto").stream()
                .map(CryptoAttribute::parse)
                .toList();
    }

    private static RtpTransport sound(RoomMedia media) {
        return media.agreed().sentAudio().orElseThrow().transport();
    }

    /** RTP and RTCP both get through, however long the handshake takes. */
    private static void carries(RtpTransport from, RtpTransport to) throws InterruptedException {
        CountDownLatch arrivals = new CountDownLatch(1);
        CountDownLatch reports = new CountDownLatch(1);
        to.listener(counting(arrivals, reports));
        byte[] bytes = new byte[172];
        bytes[0] = (byte) 0x80;
        bytes[11] = 7;
        byte[] report = {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 7};
        for (int sequence = 1; sequence < 3_000 && (arrivals.getCount() > 0 || reports.getCount() > 0); sequence++) {
            RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
            packet.sequenceNumber(NUMBERS.getAndIncrement() & 0xFFFF);
            from.loop().execute(() -> {
                from.send(packet);
                from.sendRtcp(report, 0, report.length);
            });
            boolean arrived = arrivals.await(20, TimeUnit.MILLISECONDS) && reports.await(20, TimeUnit.MILLISECONDS);
            assertThat(arrived || sequence < 2_999).as("packets get through").isTrue();
        }
    }

    private static RtpListener counting(CountDownLatch arrivals, CountDownLatch reports) {
        return new RtpListener() {
            @Override
            public void rtp(RtpPacket packet, long arrival) {
                arrivals.countDown();
            }

            @Override
            public void rtcp(byte[] compound, int offset, int length, long arrival) {
                reports.countDown();
            }

            @Override
            public void lost(String reason) {
                throw new AssertionError(reason);
            }
        };
    }

    private static final AtomicInteger NUMBERS = new AtomicInteger(1);
}
