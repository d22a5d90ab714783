package org.courtbridge.h323.h235;

import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.per.PerException;

/**
 * The keys under which one side sends SRTP, as H.245 carries them (H.235.8, clause 4.3): as they are, so whoever reads H.245
 * has them.
 *
 * @param all one, or several of which each packet names its own
 */
public record SrtpKeys(List<SrtpMasterKey> all, Form form) {

    /** Each costs whoever forges packets nothing, and us a check of each of them. */
    private static final int MAX_KEYS = 8;

    private static final String AS_VERSION_3 = "secureSharedSecret";
    private static final String GENERIC = "genericKeyMaterial";
    private static final int FIRST_BIT = 0x80;

    /** The form in which the keys are in the place of an H235Key. */
    public enum Form {
        /** An H235Key that has SrtpKeys for its generic material (H.235.8, clause 4.1). */
        H235_KEY,
        /** SrtpKeys themselves, as OPAL has it. */
        BARE
    }

    public SrtpKeys {
        all = List.copyOf(all);
    }

    /**
     * Reads the keys that came as an H235Key. The first bit tells the forms apart: that alternative of H235Key is an extension,
     * and nobody has 128 keys.
     *
     * @return empty if nothing can be checked with these
     */
    public static Optional<SrtpKeys> of(Octets h235Key) {
        try {
            Form form = h235Key.length() > 0 && (h235Key.octet(0) & FIRST_BIT) != 0 ? Form.H235_KEY : Form.BARE;
            return (form == Form.BARE ? Optional.of(h235Key) : material(h235Key))
                    .flatMap(material -> keys(material, form));
        } catch (PerException e) {
            return Optional.empty();
        }
    }

    private static Optional<Octets> material(Octets h235Key) {
        return ((Choice) H235Types.H235_KEY.decode(h235Key))
                .find(AS_VERSION_3, Sequence.class)
                .flatMap(material -> material.find(GENERIC, Octets.class));
    }

    private static Optional<SrtpKeys> keys(Octets material, Form form) {
        List<?> said = (List<?>) SrtpTypes.SRTP_KEYS.decode(material);
        List<SrtpMasterKey> keys = said.stream()
                .limit(MAX_KEYS)
                .map(one -> key((Sequence) one))
                .flatMap(Optional::stream)
                .toList();
        boolean whole = !keys.isEmpty() && keys.size() == said.size();
        return whole && (keys.size() == 1 || areNamed(keys)) ? Optional.of(new SrtpKeys(keys, form)) : Optional.empty();
    }

    private static Optional<SrtpMasterKey> key(Sequence said) {
        Octets key = said.get("masterKey", Octets.class);
        Octets salt = said.get("masterSalt", Octets.class);
        Optional<Sequence> mki = said.find("mki", Sequence.class);
        Octets name = mki.map(one -> one.get("value", Octets.class)).orElse(Octets.of());
        boolean fits = key.length() == SrtpSuite.KEY_LENGTH
                && salt.length() == SrtpSuite.SALT_LENGTH
                && mki.map(one -> one.number("length") == name.length()).orElse(true);
        return fits ? Optional.of(new SrtpMasterKey(key, salt, name)) : Optional.empty();
    }

    /** Whether each has a name of its own, all of one length. */
    private static boolean areNamed(List<SrtpMasterKey> keys) {
        List<Octets> names = keys.stream().map(SrtpMasterKey::name).distinct().toList();
        return names.size() == keys.size()
                && names.stream().mapToInt(Octets::length).distinct().count() == 1;
    }

    /** For the place of an H235Key. Without a lifetime: as many packets as SRTP can count. */
    public Octets toH235Key() {
        Octets material = Octets.of(SrtpTypes.SRTP_KEYS.encode(
                all.stream().map(SrtpKeys::toSequence).toList()));
        return switch (form) {
            case BARE -> material;
            case H235_KEY ->
                Octets.of(H235Types.H235_KEY.encode(H235Types.H235_KEY.value(
                        AS_VERSION_3,
                        H235Types.V3_KEY_SYNC_MATERIAL
                                .build()
                                .set("paramS", H235Types.PARAMS.build().done())
                                .set(GENERIC, material)
                                .done())));
        };
    }

    private static Sequence toSequence(SrtpMasterKey key) {
        Sequence.Builder out = SrtpTypes.SRTP_KEY_PARAMETERS
                .build()
                .set("masterKey", key.key())
                .set("masterSalt", key.salt());
        if (key.name().length() > 0) {
            out.set(
                    "mki",
                    SrtpTypes.MKI
                            .build()
                            .set("length", (long) key.name().length())
                            .set("value", key.name())
                            .done());
        }
        return out.done();
    }
}
