package org.courtbridge.signalling.sip.media;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.courtbridge.codecs.srtp.SrtpProfile;
import org.courtbridge.media.transport.dtls.CertificateFingerprint;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.sdp.Attribute;
import org.courtbridge.signalling.sdp.Attributes;
import org.courtbridge.signalling.sdp.CryptoAttribute;
import org.courtbridge.signalling.sdp.Fingerprint;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.SdpException;
import org.courtbridge.signalling.sdp.SessionDescription;

/**
 * Protection of a line in offers and answers: SDES (RFC 4568), DTLS-SRTP (RFC 5763), either of them in the plain profile, which
 * rooms call best effort (RFC 8643), or none.
 */
final class RoomSecurity {

    private static final String CRYPTO = "crypto";

    /** SDES profiles that we offer, most preferred first: few, as long descriptions do not fit into datagrams. */
    private static final List<SrtpProfile> OFFERED = List.of(
            SrtpProfile.AEAD_AES_256_GCM, SrtpProfile.AES_256_CM_HMAC_SHA1_80, SrtpProfile.AES_CM_128_HMAC_SHA1_80);

    private RoomSecurity() {}

    /**
     * A line of ours, which is in the plain profile, as the policy has it: with keys for whoever wants them (RFC 8643), in
     * the profile that must have them, or as it is. Who can take none of this offers by himself.
     */
    static MediaDescription offer(MediaDescription line, Encryption policy, CertificateFingerprint certificate) {
        return switch (policy) {
            case REQUIRED -> withKeys(line.withProtocol("RTP/SAVP"));
            case PREFERRED ->
                withKeys(line)
                        .with("fingerprint", certificate.toString())
                        .with(DtlsEnd.SETUP, "actpass")
                        .with(DtlsEnd.ID, RoomHandshake.newName());
            case OFF -> line;
        };
    }

    private static MediaDescription withKeys(MediaDescription line) {
        MediaDescription keyed = line;
        for (int i = 0; i < OFFERED.size(); i++) {
            keyed = keyed.with(
                    CRYPTO,
                    CryptoAttribute.of(i + 1, SrtpKey.random(OFFERED.get(i))).write());
        }
        return keyed;
    }

    /** A line that is in use, offered anew: the same keys, and the roles of a handshake left open (RFC 5763, section 5). */
    static MediaDescription again(MediaDescription line) {
        List<Attribute> kept = line.attributes().all().stream()
                .map(attribute ->
                        attribute.name().equals(DtlsEnd.SETUP) ? Attribute.of(DtlsEnd.SETUP, "actpass") : attribute)
                .toList();
        return line.withAttributes(new Attributes(kept));
    }

    /** The protection that we choose of an offered line. */
    sealed interface Choice {

        record Plain() implements Choice {}

        /** @param keys one at least */
        record Sdes(CryptoAttribute theirs, List<SrtpKey> keys) implements Choice {

            SrtpProfile profile() {
                return keys.getFirst().profile();
            }
        }

        record Dtls(DtlsEnd theirs) implements Choice {}
    }

    /** Empty if the line cannot be had as the device must have it. */
    static Optional<Choice> choose(MediaDescription offered, SessionDescription offer, Encryption policy) {
        boolean open = offered.protocol().startsWith("RTP/AVP");
        Optional<Choice> keyed = policy == Encryption.OFF ? Optional.empty() : keyed(offered, offer);
        return keyed.isPresent() || !open || policy == Encryption.REQUIRED ? keyed : Optional.of(new Choice.Plain());
    }

    private static Optional<Choice> keyed(MediaDescription offered, SessionDescription offer) {
        Optional<Choice> sdes = offered.protocol().contains("TLS")
                ? Optional.empty()
                : cryptos(offered)
                        .map(crypto -> new Choice.Sdes(crypto, crypto.usableKeys()))
                        .filter(choice -> !choice.keys().isEmpty())
                        .min(Comparator.comparing(choice -> choice.profile().isLastResort()))
                        .<Choice>map(choice -> choice);
        return sdes.or(() -> DtlsEnd.of(offered, offer).map(Choice.Dtls::new));
    }

    /**
     * The protection of a line after our choice.
     *
     * @param before protection until now: keys and roles that still fit are kept
     */
    static LineSecurity agree(Choice choice, LineSecurity before) {
        return switch (choice) {
            case Choice.Plain plain -> new LineSecurity.Plain();
            case Choice.Sdes sdes -> {
                SrtpProfile profile = sdes.profile();
                SrtpKey ours =
                        before instanceof LineSecurity.Keys keys && keys.ours().profile() == profile
                                ? keys.ours()
                                : SrtpKey.random(profile);
                yield new LineSecurity.Keys(ours, sdes.keys());
            }
            case Choice.Dtls dtls -> RoomHandshake.answering(dtls.theirs(), before);
        };
    }

    /** Our answer with what it says of protection. */
    static MediaDescription answer(
            MediaDescription line, Choice choice, LineSecurity agreed, CertificateFingerprint certificate) {
        return switch (agreed) {
            case LineSecurity.Plain plain -> line;
            case LineSecurity.Keys keys -> {
                CryptoAttribute ours = choice instanceof Choice.Sdes sdes
                        ? sdes.theirs().answer(keys.ours())
                        : CryptoAttribute.of(1, keys.ours());
                yield line.with(CRYPTO, ours.write());
            }
            case LineSecurity.Handshake handshake -> {
                MediaDescription shown = line.with("fingerprint", certificate.toString())
                        .with(DtlsEnd.SETUP, DtlsEnd.setup(handshake.ours()));
                yield handshake.id().map(name -> shown.with(DtlsEnd.ID, name)).orElse(shown);
            }
        };
    }

    /** The protection that an answer to our line agrees to; empty if the policy of the device does not allow that. */
    static Optional<LineSecurity> accepted(
            MediaDescription ours,
            MediaDescription theirs,
            SessionDescription answer,
            Encryption policy,
            LineSecurity before) {
        Optional<LineSecurity> keys = cryptos(theirs)
                .filter(crypto -> !crypto.usableKeys().isEmpty())
                .flatMap(crypto -> cryptos(ours)
                        .filter(mine ->
                                mine.tag() == crypto.tag() && mine.suite().equals(crypto.suite()))
                        .flatMap(mine -> mine.usableKeys().stream())
                        .map(mine -> (LineSecurity) new LineSecurity.Keys(mine, crypto.usableKeys())))
                .findFirst();
        if (keys.isPresent()) {
            return keys;
        }
        if (!ours.attributes().fingerprints().isEmpty()) {
            Optional<DtlsEnd> end = DtlsEnd.of(theirs, answer);
            if (end.isPresent()) {
                return Optional.of(
                        RoomHandshake.agreed(end.get(), ours.attributes().value(DtlsEnd.ID), before));
            }
        }
        boolean open = ours.protocol().startsWith("RTP/AVP") && policy != Encryption.REQUIRED;
        return open ? Optional.of(new LineSecurity.Plain()) : Optional.empty();
    }

    /** Those that can be read; what cannot is as good as not there. */
    private static Stream<CryptoAttribute> cryptos(MediaDescription line) {
        return line.attributes().values(CRYPTO).stream().flatMap(value -> {
            try {
                return Stream.of(CryptoAttribute.parse(value));
            } catch (SdpException e) {
                return Stream.empty();
            }
        });
    }

    /** The profile, suites and hashes that a line names, for those who look after the device. */
    static List<String> words(MediaDescription line) {
        List<String> words = new ArrayList<>(List.of(line.protocol()));
        cryptos(line).map(CryptoAttribute::suite).forEach(words::add);
        line.attributes().fingerprints().stream().map(Fingerprint::hash).forEach(words::add);
        return List.copyOf(words);
    }
}
