package org.courtbridge.signalling.sdp;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.courtbridge.codecs.srtp.SrtpProfile;

/**
 * One key for SRTP in a session description, {@code a=crypto} (SDES, RFC 4568): what whoever wrote the description
 * protects its packets with. Prints without the key.
 *
 * @param tag 0 to 999,999,999; an answer repeats that of the offer
 * @param suite such as AES_CM_128_HMAC_SHA1_80; also one that we do not know
 * @param keys one or more
 * @param sessionParameters as they stand, such as UNENCRYPTED_SRTCP or KDR=1
 */
public record CryptoAttribute(int tag, String suite, List<Key> keys, List<String> sessionParameters) {

    private static final Pattern TAG = Pattern.compile("[0-9]{1,9}");

    /** An advice about the window of replay protection (RFC 4568, section 6.3.7); ours is larger than any. */
    private static final String WINDOW = "WSH=";

    /** Each costs whoever forges packets nothing, and us a check of each of them. */
    private static final int MAX_KEYS = 8;

    /** May be ignored by whoever does not know it (RFC 4568, section 9.1). */
    private static final String OPTIONAL = "-";

    public CryptoAttribute {
        keys = List.copyOf(keys);
        sessionParameters = List.copyOf(sessionParameters);
    }

    /**
     * A master key with how long and under what name it is used.
     *
     * @param material master key and salt in base 64
     * @param lifetime packets as they stand, such as 2^20 or 1000000, from 1 to 2^48; empty if the suite's
     * @param mki identifier and its bytes in each packet, such as 1:4; empty if packets carry none
     */
    public record Key(String material, String lifetime, String mki) {

        /** Most packets that an index of 48 bits can count (RFC 3711, section 9.2). */
        private static final long LONGEST_LIFETIME = 1L << 48;

        private static final String POWER = "2^";

        private static final Pattern INLINE = Pattern.compile("inline:(?<material>[A-Za-z0-9+/]+={0,2})"
                + "(\\|(?<lifetime>2\\^[0-9]{1,2}|[1-9][0-9]{0,17}))?"
                + "(\\|(?<mki>[0-9]{1,39}:(?:12[0-8]|1[01][0-9]|[1-9][0-9]?)))?");

        static Key parse(String text) {
            Matcher matcher = INLINE.matcher(text);
            if (!matcher.matches()) {
                throw new SdpException(
                        "crypto: key parameter not understood (expected: inline:KEY|LIFETIME|MKI:LENGTH)");
            }
            Key key = new Key(matcher.group("material"), orEmpty(matcher, "lifetime"), orEmpty(matcher, "mki"));
            if (key.packets() > LONGEST_LIFETIME) {
                throw new SdpException("crypto: lifetime %s (expected: 2^48 at most)".formatted(key.lifetime));
            }
            return key;
        }

        /** Most packets that its sender protects with it (RFC 4568, section 6.1). */
        public long packets() {
            if (lifetime.isEmpty()) {
                return LONGEST_LIFETIME;
            }
            return lifetime.startsWith(POWER)
                    ? 1L << Math.min(Long.SIZE - 2, Integer.parseInt(lifetime, POWER.length(), lifetime.length(), 10))
                    : Long.parseLong(lifetime);
        }

        /** The MKI, as each packet carries it; empty if packets carry none. */
        private byte[] identifier() {
            if (mki.isEmpty()) {
                return new byte[0];
            }
            int colon = mki.indexOf(':');
            byte[] value = new BigInteger(mki.substring(0, colon)).toByteArray();
            int length = Integer.parseInt(mki.substring(colon + 1));
            byte[] identifier = new byte[length];
            int common = Math.min(length, value.length);
            System.arraycopy(value, value.length - common, identifier, length - common, common);
            return identifier;
        }

        private static String orEmpty(Matcher matcher, String group) {
            String text = matcher.group(group);
            return text == null ? "" : text;
        }

        String write() {
            return "inline:" + material + (lifetime.isEmpty() ? "" : "|" + lifetime) + (mki.isEmpty() ? "" : "|" + mki);
        }

        @Override
        public String toString() {
            return "Key[lifetime=" + lifetime + ", mki=" + mki + "]";
        }
    }

    /** An attribute for a key of ours, with the lifetime of its suite and without an MKI. */
    public static CryptoAttribute of(int tag, SrtpKey key) {
        return new CryptoAttribute(tag, key.profile().name(), List.of(new Key(key.inline(), "", "")), List.of());
    }

    /** Our answer to this attribute: the same tag and suite, spelt as here, with our key. */
    public CryptoAttribute answer(SrtpKey ours) {
        return new CryptoAttribute(tag, suite, List.of(new Key(ours.inline(), "", "")), List.of());
    }

    /**
     * Reads an attribute's value.
     *
     * @throws SdpException if it is malformed; a suite or session parameter that we do not know is not malformed
     */
    public static CryptoAttribute parse(String value) {
        String[] words = value.trim().split("[ \t]+");
        if (words.length < 3) {
            throw new SdpException("crypto: %d words (expected: tag, suite, key)".formatted(words.length));
        }
        if (!TAG.matcher(words[0]).matches()) {
            throw new SdpException("crypto tag: %s (expected: 1 to 9 digits)".formatted(words[0]));
        }
        List<Key> keys = new ArrayList<>();
        for (String key : words[2].split(";", -1)) {
            keys.add(Key.parse(key));
        }
        CryptoAttribute crypto = new CryptoAttribute(
                Integer.parseInt(words[0]), words[1], keys, List.of(words).subList(3, words.length));
        crypto.profile().ifPresent(profile -> keys.forEach(key -> crypto.key(profile, key)));
        return crypto;
    }

    /**
     * The keys, if we can check packets so: a suite of ours, one key or a few that packets name, derived once, and nothing
     * left unencrypted or unauthenticated. Empty if not.
     */
    public List<SrtpKey> usableKeys() {
        Optional<SrtpProfile> profile = profile();
        if (profile.isEmpty()
                || !(keys.size() == 1 || areNamed())
                || !sessionParameters.stream().allMatch(this::ignorable)) {
            return List.of();
        }
        return keys.stream()
                .map(key -> key(profile.get(), key).named(key.identifier()))
                .toList();
    }

    /** Whether each has a name of its own, all of one length (RFC 4568, section 6.1), and there are not too many. */
    private boolean areNamed() {
        List<String> names = keys.stream()
                .map(key -> HexFormat.of().formatHex(key.identifier()))
                .toList();
        return keys.size() <= MAX_KEYS
                && names.stream().distinct().count() == keys.size()
                && names.stream().map(String::length).distinct().count() == 1;
    }

    private boolean ignorable(String parameter) {
        return parameter.startsWith(OPTIONAL) || parameter.startsWith(WINDOW);
    }

    private Optional<SrtpProfile> profile() {
        return SrtpProfile.ofSuite(suite);
    }

    private SrtpKey key(SrtpProfile profile, Key key) {
        try {
            return SrtpKey.ofInline(profile, key.material());
        } catch (IllegalArgumentException e) {
            throw new SdpException("crypto: key and salt of " + suite
                    + " (expected: %d bytes in base 64)".formatted(profile.keyLength() + profile.saltLength()));
        }
    }

    public String write() {
        return Stream.concat(
                        Stream.of(
                                Integer.toString(tag),
                                suite,
                                keys.stream().map(Key::write).collect(Collectors.joining(";"))),
                        sessionParameters.stream())
                .collect(Collectors.joining(" "));
    }
}
