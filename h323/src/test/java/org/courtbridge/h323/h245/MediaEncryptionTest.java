package org.courtbridge.h323.h245;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h235.DhGroup;
import org.courtbridge.h323.h235.EncryptionAlgorithm;
import org.courtbridge.h323.h235.KeyAgreement;
import org.courtbridge.h323.h235.SharedSecret;
import org.courtbridge.h323.h235.SrtpKeys;
import org.courtbridge.h323.h235.SrtpMasterKey;
import org.courtbridge.h323.h235.SrtpSuite;
import org.courtbridge.h323.h235.SrtpTypes;
import org.courtbridge.h323.h245.MediaEncryption.Policy;
import org.courtbridge.h323.h245.MediaEncryption.Step;
import org.courtbridge.h323.h245.MediaEncryption.Verdict;
import org.courtbridge.h323.h245.MiscellaneousCommand.MediaDirection;
import org.courtbridge.h323.h245.MiscellaneousCommand.NewKey;
import org.courtbridge.h323.h245.MiscellaneousCommand.NewKeyTaken;
import org.courtbridge.h323.h245.MiscellaneousCommand.NewKeyWanted;
import org.courtbridge.h323.per.ObjectIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaEncryptionTest {

    private static final SharedSecret SECRET = secret();
    private static final EncryptionAlgorithm AES = EncryptionAlgorithm.AES_128_CBC;
    private static final ObjectIdentifier OURS = AES.identifier();
    private static final ObjectIdentifier DES = ObjectIdentifier.of("1.3.14.3.2.7");
    private static final Optional<MediaDirection> TO_US = Optional.of(MediaDirection.MASTER_TO_SLAVE);
    private static final Optional<MediaDirection> FROM_US = Optional.of(MediaDirection.SLAVE_TO_MASTER);

    private static final Capability.Audio ALAW = audio(AudioCoding.G711_ALAW_64K);
    private static final Capability.Audio G722 = audio(AudioCoding.G722_64K);
    private static final Capability.Video H264 = new Capability.Video(
            Direction.RECEIVE_AND_TRANSMIT, H264Capability.of(10_000, H264Capability.BASELINE, H264Level.L3_1));

    private static final Capabilities ABILITIES =
            Capabilities.of(new H2250Capability(250, List.of()), List.of(G722, ALAW), List.of(H264));

    private final MediaEncryption slave = MediaEncryption.of(Policy.PREFERRED, Optional.of(SECRET));
    private final MediaEncryption master = MediaEncryption.of(Policy.PREFERRED, Optional.of(SECRET));

    private static SharedSecret secret() {
        List<DhGroup> groups = List.of(DhGroup.DH1024);
        return KeyAgreement.answer(KeyAgreement.offer(groups).tokens(), groups)
                .orElseThrow()
                .secret();
    }

    private static Capability.Audio audio(AudioCoding coding) {
        return new Capability.Audio(Direction.RECEIVE_AND_TRANSMIT, new AudioCapability.Frames(coding, 20));
    }

    private static OpenLogicalChannel channel(int number, Capability.Audio sound, ObjectIdentifier... algorithms) {
        return OpenLogicalChannel.forward(
                number,
                new DataType.Encrypted(new DataType.Audio(sound.capability()), List.of(algorithms)),
                H2250Parameters.of(1, new InetSocketAddress("192.0.2.1", 5_001)));
    }

    private static Octets key(int fill) {
        byte[] octets = new byte[16];
        Arrays.fill(octets, (byte) fill);
        return Octets.of(octets);
    }

    private static EncryptionSync sync(int payloadType, int fill) {
        return new EncryptionSync(payloadType, SECRET.seal(AES, key(fill)));
    }

    private static NewKey newKey(int payloadType, int fill, Optional<MediaDirection> direction) {
        return new NewKey(sync(payloadType, fill), true, direction);
    }

    private static ChannelKey channelKey(int payloadType, int fill) {
        return new ChannelKey(AES, key(fill), payloadType);
    }

    @Test
    void saysOfAllSoundAndPicturesThatTheyCanBeEncrypted() {
        Capabilities offered = slave.offered(ABILITIES);
        assertThat(offered.table()).hasSize(6).containsAllEntriesOf(ABILITIES.table());
        assertThat(offered.table()).containsEntry(101, new Capability.Security(1, List.of(OURS)));
        assertThat(offered.descriptors().get(0)).containsExactly(List.of(1, 2, 101, 102), List.of(3, 103));
        assertThat(MediaEncryption.of(Policy.PREFERRED, Optional.empty()).offered(ABILITIES))
                .isEqualTo(ABILITIES);
        assertThat(MediaEncryption.of(Policy.OFF, Optional.of(SECRET)).offered(ABILITIES))
                .isEqualTo(ABILITIES);
    }

    @Test
    void opensFirstWhatCanBeEncrypted() {
        Capabilities theirs = new Capabilities(
                new TreeMap<>(Map.of(
                        1,
                        G722,
                        2,
                        ALAW,
                        3,
                        H264,
                        4,
                        new Capability.Security(2, List.of(DES, OURS)),
                        5,
                        new Capability.Security(3, List.of(DES)))),
                ABILITIES.descriptors(),
                ABILITIES.multiplex());
        assertThat(slave.choices(ABILITIES, theirs))
                .extracting(ChannelChoice::dataType)
                .containsExactly(
                        new DataType.Encrypted(new DataType.Audio(ALAW.capability()), List.of(OURS)),
                        new DataType.Video(H264.capability()));
        assertThat(MediaEncryption.of(Policy.REQUIRED, Optional.of(SECRET)).choices(ABILITIES, theirs))
                .extracting(ChannelChoice::dataType)
                .containsExactly(new DataType.Encrypted(new DataType.Audio(ALAW.capability()), List.of(OURS)));
        assertThat(MediaEncryption.of(Policy.OFF, Optional.of(SECRET)).choices(ABILITIES, theirs))
                .extracting(ChannelChoice::dataType)
                .containsExactly(new DataType.Audio(G722.capability()), new DataType.Video(H264.capability()));
    }

    @Test
    void saysWhetherEncryptionThatMustBeCannotBe() {
        Capabilities srtp = ABILITIES.encrypted(SrtpSuite.identifiers());
        MediaEncryption required = MediaEncryption.of(Policy.REQUIRED, Optional.empty());
        assertThat(required.isOpen()).isTrue();
        assertThat(required.isMissing(ABILITIES)).isTrue();
        assertThat(required.isMissing(ABILITIES.encrypted(List.of(OURS)))).isTrue();
        assertThat(required.isMissing(srtp)).isFalse();
        MediaEncryption secret = MediaEncryption.of(Policy.REQUIRED, Optional.of(SECRET));
        assertThat(secret.isOpen()).isFalse();
        assertThat(secret.isMissing(ABILITIES)).isFalse();
        MediaEncryption preferred = MediaEncryption.of(Policy.PREFERRED, Optional.empty());
        assertThat(preferred.isOpen()).isFalse();
        assertThat(preferred.isMissing(ABILITIES)).isFalse();
    }

    /** G.711 keeps its own under SRTP, as nothing but the key is agreed on. */
    @Test
    void givesSoundThatGoesBySrtpNoPayloadType() {
        MediaEncryption srtp = MediaEncryption.of(Policy.PREFERRED, Optional.empty());
        Capabilities theirs = ABILITIES.encrypted(SrtpSuite.identifiers());
        List<ChannelChoice> choices = srtp.choices(ABILITIES, theirs);
        assertThat(choices)
                .hasSize(2)
                .allMatch(choice -> choice.dataType().srtpSuite().isPresent());
        assertThat(choices).extracting(ChannelChoice::needsDynamicPayloadType).containsExactly(false, true);
    }

    /** Such a camera would be moved in the clear beside sound and pictures that are not. */
    @Test
    void takesNoDataInTheClearBesideSrtp() {
        MediaEncryption srtp = MediaEncryption.of(Policy.PREFERRED, Optional.empty());
        OpenLogicalChannel camera = OpenLogicalChannel.forward(
                3,
                new DataType.Data(new DataCapability(DataCapability.Framing.OCTETS, 48)),
                H2250Parameters.of(3, new InetSocketAddress("192.0.2.1", 5_003)));
        assertThat(srtp.requested(camera, true)).isEqualTo(new Verdict.Clear());
        SrtpKeys keys = new SrtpKeys(List.of(SrtpMasterKey.random(new SecureRandom())), SrtpKeys.Form.BARE);
        assertThat(srtp.requested(
                        channel(1, ALAW, SrtpSuite.AES_CM_128_HMAC_SHA1_32.identifier())
                                .with(new EncryptionSync(0, keys.toH235Key())),
                        true))
                .isEqualTo(new Verdict.Srtp(SrtpSuite.AES_CM_128_HMAC_SHA1_32, keys.all()));
        assertThat(srtp.requested(camera, true)).isEqualTo(denied());
        srtp.incomingClosed(1);
        assertThat(srtp.requested(camera, true)).isEqualTo(new Verdict.Clear());
    }

    /** Whoever has the keys themselves where an H235Key belongs reads ours only so. */
    @Test
    void hasItsKeysInTheFormThatTheOtherSideHas() {
        MediaEncryption srtp = MediaEncryption.of(Policy.PREFERRED, Optional.empty());
        OpenLogicalChannel wanted = channel(5, ALAW, SrtpSuite.AES_CM_128_HMAC_SHA1_80.identifier());
        for (SrtpKeys.Form form : List.of(SrtpKeys.Form.BARE, SrtpKeys.Form.H235_KEY)) {
            SrtpKeys keys = new SrtpKeys(List.of(SrtpMasterKey.random(new SecureRandom())), form);
            srtp.requested(wanted.with(new EncryptionSync(0, keys.toH235Key())), false);
            assertThat(srtp.opening(wanted, false).encryptionSync().flatMap(sync -> SrtpKeys.of(sync.h235Key())))
                    .get()
                    .extracting(SrtpKeys::form)
                    .isEqualTo(form);
        }
    }

    /** Whatever else is said of it cannot be done: F8, keys that are derived again, and packets in the clear. */
    @ParameterizedTest
    @ValueSource(strings = {"kdr", "unencryptedSrtp", "unencryptedSrtcp", "unauthenticatedSrtp"})
    void takesNoSuiteThatItDoesNotHave(String parameter) {
        Sequence.Builder session = SrtpTypes.SRTP_SESSION_PARAMETERS.build();
        assertThat(suites(session)).containsExactly(SrtpSuite.AES_CM_128_HMAC_SHA1_80.identifier());
        boolean isRate = parameter.equals("kdr");
        assertThat(suites(session.set(parameter, isRate ? (Object) 0L : (Object) false)))
                .hasSize(1);
        assertThat(suites(session.set(parameter, isRate ? (Object) 24L : (Object) true)))
                .isEmpty();
    }

    private static List<ObjectIdentifier> suites(Sequence.Builder session) {
        ObjectIdentifier f8 = ObjectIdentifier.of("0.0.8.235.0.4.93");
        List<Sequence> infos = Stream.of(f8, SrtpSuite.AES_CM_128_HMAC_SHA1_80.identifier())
                .map(suite -> SrtpTypes.SRTP_CRYPTO_INFO
                        .build()
                        .set("cryptoSuite", suite)
                        .set("sessionParams", session.done())
                        .done())
                .toList();
        return EncryptionCapability.of(SecurityTypes.ENCRYPTION_AUTHENTICATION_AND_INTEGRITY
                .build()
                .set(
                        "genericH235SecurityCapability",
                        GenericTypes.GENERIC_CAPABILITY
                                .build()
                                .set("capabilityIdentifier", GenericParameters.standard(EncryptionCapability.SRTP))
                                .set("nonCollapsingRaw", Octets.of(SrtpTypes.SRTP_CRYPTO_CAPABILITY.encode(infos)))
                                .done())
                .done());
    }

    @Test
    void givesSoundThatHasNoneAPayloadType() {
        OpenLogicalChannel opening = master.opening(channel(5, ALAW, OURS), true);
        assertThat(opening.forwardParameters().flatMap(H2250Parameters::dynamicPayloadType))
                .contains(121);
        assertThat(opening.encryptionSync().orElseThrow().synchFlag()).isEqualTo(121);
        Verdict verdict = slave.requested(opening, false);
        assertThat(verdict).isInstanceOf(Verdict.Encrypted.class).isEqualTo(master.opened(opening, Optional.empty()));
    }

    @Test
    void refusesWhatItCannotDecrypt() {
        assertThat(slave.requested(channel(1, ALAW, OURS), false)).isEqualTo(denied());
        assertThat(slave.requested(channel(1, ALAW, DES), false)).isEqualTo(denied());
        assertThat(slave.requested(channel(1, ALAW, OURS).with(sync(128, 1)), false))
                .isEqualTo(denied());
        assertThat(slave.requested(channel(1, ALAW, OURS).with(new EncryptionSync(120, Octets.ofHex("00"))), false))
                .isEqualTo(denied());
        assertThat(slave.requested(channel(1, ALAW, DES, OURS).with(sync(120, 1)), false))
                .isEqualTo(new Verdict.Encrypted(channelKey(120, 1), Optional.empty()));
        assertThat(slave.opened(channel(2, ALAW, OURS), Optional.empty())).isEqualTo(denied());
        assertThat(slave.opened(channel(2, ALAW, OURS), Optional.of(sync(120, 2))))
                .isEqualTo(new Verdict.Encrypted(channelKey(120, 2), Optional.empty()));
    }

    private static Verdict denied() {
        return new Verdict.Refused(ChannelMessage.RejectCause.SECURITY_DENIED);
    }

    /** A slave's own idea of a key is none. */
    @Test
    void makesTheKeysItselfIfItIsMaster() {
        Verdict verdict = master.requested(channel(1, ALAW, OURS).with(sync(120, 1)), true);
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Encrypted.class, encrypted -> {
            assertThat(encrypted.key().octets()).isNotEqualTo(key(1));
            assertThat(slave.opened(channel(1, ALAW, OURS), encrypted.said()))
                    .isEqualTo(new Verdict.Encrypted(encrypted.key(), Optional.empty()));
        });
    }

    /** Channel 7 of both directions. */
    private void begin() {
        slave.requested(channel(7, ALAW, OURS).with(sync(120, 1)), false);
        slave.opened(channel(7, ALAW, OURS), Optional.of(sync(121, 2)));
    }

    @Test
    void takesAnotherKeyOfTheDirectionThatIsSaid() {
        begin();
        assertThat(slave.heard(7, newKey(122, 3, TO_US), false))
                .containsExactly(new Step.Receive(7, channelKey(122, 3)), new Step.Say(7, new NewKeyTaken(122, TO_US)));
        assertThat(slave.heard(7, newKey(123, 4, FROM_US), false))
                .containsExactly(new Step.Send(7, channelKey(123, 4)), new Step.Say(7, new NewKeyTaken(123, FROM_US)));
        assertThat(slave.heard(7, newKey(124, 5, Optional.empty()), false))
                .startsWith(new Step.Receive(7, channelKey(124, 5)));
    }

    @Test
    void answersNoUpdateOfAnOlderKind() {
        begin();
        assertThat(slave.heard(7, new NewKey(sync(122, 3), false, TO_US), false))
                .containsExactly(new Step.Receive(7, channelKey(122, 3)));
    }

    @Test
    void looksInTheOtherDirectionIfThereIsNoSuchChannelInTheOneThatIsSaid() {
        slave.opened(channel(7, ALAW, OURS), Optional.of(sync(121, 2)));
        assertThat(slave.heard(7, newKey(122, 3, TO_US), false)).startsWith(new Step.Send(7, channelKey(122, 3)));
        slave.outgoingClosed(7);
        slave.requested(channel(7, ALAW, OURS).with(sync(120, 1)), false);
        assertThat(slave.heard(7, newKey(122, 4, FROM_US), false)).startsWith(new Step.Receive(7, channelKey(122, 4)));
    }

    @Test
    void takesNoKeyThatItHadBefore() {
        begin();
        NewKey second = newKey(122, 3, TO_US);
        assertThat(slave.heard(7, second, false)).hasSize(2);
        assertThat(slave.heard(7, second, false)).isEmpty();
        assertThat(slave.heard(7, newKey(123, 1, TO_US), false)).isEmpty();
        for (int i = 4; i < 40; i++) {
            assertThat(slave.heard(7, newKey(124 + i % 2, i, TO_US), false)).hasSize(2);
        }
        assertThat(slave.heard(7, second, false)).isEmpty();
    }

    @Test
    void takesNoKeyThatItCannotRead() {
        begin();
        assertThat(slave.heard(7, new NewKey(new EncryptionSync(122, Octets.ofHex("00")), true, TO_US), false))
                .isEmpty();
        assertThat(slave.heard(7, newKey(200, 3, TO_US), false)).isEmpty();
    }

    @Test
    void heedsNothingOfChannelsThatAreNotEncrypted() {
        assertThat(slave.heard(7, newKey(122, 3, TO_US), false)).isEmpty();
        assertThat(master.heard(7, new NewKeyWanted(Optional.empty(), FROM_US), true))
                .isEmpty();
        assertThat(master.heard(7, new NewKeyTaken(122, FROM_US), true)).isEmpty();
        begin();
        slave.incomingClosed(7);
        slave.outgoingClosed(7);
        assertThat(slave.heard(7, newKey(122, 3, TO_US), false)).isEmpty();
        assertThat(slave.renew(false)).isEmpty();
    }

    /** Only the master makes keys. */
    @Test
    void heedsNothingThatIsNotTheOtherSidesToSay() {
        OpenLogicalChannel opening = master.opening(channel(7, ALAW, OURS), true);
        assertThat(master.opened(opening, Optional.empty())).isInstanceOf(Verdict.Encrypted.class);
        assertThat(master.heard(7, newKey(122, 3, TO_US), true)).isEmpty();
        begin();
        assertThat(slave.heard(7, new NewKeyWanted(Optional.empty(), TO_US), false))
                .isEmpty();
        assertThat(slave.heard(7, new NewKeyTaken(122, TO_US), false)).isEmpty();
    }

    @Test
    void sendsUnderAnotherKeyOnlyOnceItIsTaken() {
        master.opening(channel(7, ALAW, OURS), true);
        List<Step> steps = master.renew(true);
        assertThat(steps).singleElement().isInstanceOfSatisfying(Step.Say.class, say -> {
            NewKey said = (NewKey) say.update();
            assertThat(said.acknowledged()).isTrue();
            assertThat(said.direction()).isEqualTo(TO_US);
            assertThat(said.sync().synchFlag()).isEqualTo(122);
            assertThat(master.heard(7, new NewKeyTaken(123, TO_US), true)).isEmpty();
            Octets sealed = SECRET.open(AES, said.sync().h235Key()).orElseThrow();
            assertThat(master.heard(7, new NewKeyTaken(122, TO_US), true))
                    .containsExactly(new Step.Send(7, new ChannelKey(AES, sealed, 122)));
            assertThat(master.heard(7, new NewKeyTaken(122, TO_US), true)).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {96, 110, 126})
    void givesTheSlaveThePayloadTypeThatItWants(int wanted) {
        master.requested(channel(7, ALAW, OURS), true);
        assertThat(master.heard(7, new NewKeyWanted(Optional.of(wanted), FROM_US), true))
                .first()
                .isInstanceOfSatisfying(
                        Step.Receive.class,
                        receive -> assertThat(receive.key().payloadType()).isEqualTo(wanted));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 95, 101, 121, 128, 255})
    void givesTheSlaveAnotherPayloadTypeIfThatIsNone(int wanted) {
        master.requested(channel(7, ALAW, OURS), true);
        assertThat(master.heard(7, new NewKeyWanted(Optional.of(wanted), FROM_US), true))
                .first()
                .isInstanceOfSatisfying(
                        Step.Receive.class,
                        receive -> assertThat(receive.key().payloadType()).isEqualTo(122));
    }

    @Test
    void neverUsesThePayloadTypeOfPressedKeys() {
        master.requested(channel(7, ALAW, OURS), true);
        int before = 121;
        for (int i = 0; i < 100; i++) {
            Step.Receive next = (Step.Receive) master.renew(true).getFirst();
            assertThat(next.key().payloadType())
                    .isBetween(96, 127)
                    .isNotEqualTo(101)
                    .isNotEqualTo(before);
            before = next.key().payloadType();
            master.received(7, before);
        }
    }

    /** H323Plus takes none. */
    @Test
    void makesNoThirdKeyForWhoeverHasNotTakenTheSecond() {
        master.opening(channel(7, ALAW, OURS), true);
        master.requested(channel(7, ALAW, OURS), true);
        assertThat(master.awaitsTaking()).isFalse();
        assertThat(master.renew(true)).hasSize(3);
        assertThat(master.awaitsTaking()).isTrue();
        assertThat(master.renew(true)).isEmpty();

        master.received(7, 121);
        assertThat(master.renew(true)).isEmpty();
        master.received(7, 122);
        assertThat(master.renew(true)).hasSize(2).first().isInstanceOf(Step.Receive.class);
        assertThat(master.heard(7, new NewKeyTaken(123, TO_US), true))
                .singleElement()
                .isInstanceOf(Step.Send.class);
        assertThat(master.renew(true)).singleElement().isInstanceOf(Step.Say.class);
    }

    @Test
    void takesItThatTheSlaveHasAKeyByWhatItSaysOfTheDirection() {
        master.opening(channel(7, ALAW, OURS), true);
        master.requested(channel(7, ALAW, OURS), true);
        master.renew(true);
        assertThat(master.heard(7, new NewKeyTaken(122, FROM_US), true)).isEmpty();
        assertThat(master.awaitsTaking()).isTrue();
        // As GNU Gatekeeper says it.
        assertThat(master.heard(7, new NewKeyTaken(123, FROM_US), true))
                .singleElement()
                .isInstanceOf(Step.Send.class);
        assertThat(master.awaitsTaking()).isFalse();

        master.renew(true);
        assertThat(master.heard(7, new NewKeyTaken(123, Optional.empty()), true))
                .isEmpty();
        assertThat(master.heard(7, new NewKeyTaken(124, Optional.empty()), true))
                .singleElement()
                .isInstanceOf(Step.Send.class);
        assertThat(master.awaitsTaking()).isFalse();

        // The first packet under it is faster than the answer, which is of nothing else for that.
        master.renew(true);
        master.received(7, 124);
        assertThat(master.heard(7, new NewKeyTaken(124, FROM_US), true)).isEmpty();
        assertThat(master.awaitsTaking()).isTrue();
        assertThat(master.heard(7, new NewKeyTaken(125, TO_US), true))
                .singleElement()
                .isInstanceOf(Step.Send.class);
    }

    @Test
    void saysAKeyAgainThatIsWantedAgainBeforeItIsTaken() {
        master.requested(channel(7, ALAW, OURS), true);
        NewKeyWanted wanted = new NewKeyWanted(Optional.empty(), FROM_US);
        Step.Receive receive = (Step.Receive) master.heard(7, wanted, true).getFirst();
        assertThat(master.heard(7, wanted, true)).singleElement().isInstanceOfSatisfying(Step.Say.class, say -> {
            NewKey said = (NewKey) say.update();
            assertThat(said.sync().synchFlag()).isEqualTo(receive.key().payloadType());
            assertThat(SECRET.open(AES, said.sync().h235Key()))
                    .contains(receive.key().octets());
        });
    }

    /** Packets under the key before may still be under way. */
    @Test
    void takesNoPayloadTypeOfTheKeyBefore() {
        master.requested(channel(7, ALAW, OURS), true);
        master.renew(true);
        master.received(7, 122);
        assertThat(master.heard(7, new NewKeyWanted(Optional.of(121), FROM_US), true))
                .first()
                .isInstanceOfSatisfying(
                        Step.Receive.class,
                        receive -> assertThat(receive.key().payloadType()).isEqualTo(123));
    }

    /** An answer without a direction might be of either. */
    @Test
    void givesTheTwoChannelsOfANumberKeysOfDifferentPayloadTypes() {
        master.opening(channel(7, ALAW, OURS), true);
        master.requested(channel(7, ALAW, OURS), true);
        assertThat(master.renew(true))
                .filteredOn(Step.Say.class::isInstance)
                .extracting(step -> ((NewKey) ((Step.Say) step).update()).sync().synchFlag())
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    /** A keep-alive of it would be taken for the first packet under the key. */
    @Test
    void neverUsesThePayloadTypeOfKeepAlives() {
        master.requested(channel(7, ALAW, OURS), true);
        assertThat(master.heard(7, new NewKeyWanted(Optional.of(127), FROM_US), true))
                .first()
                .isInstanceOfSatisfying(
                        Step.Receive.class,
                        receive -> assertThat(receive.key().payloadType()).isNotEqualTo(127));
    }

    @Test
    void showsNoKeys() {
        assertThat(channelKey(120, 1)).hasToString("AES_128_CBC under payload type 120");
    }
}
