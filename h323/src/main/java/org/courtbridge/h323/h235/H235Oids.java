package org.courtbridge.h323.h235;

import java.util.List;
import java.util.stream.IntStream;
import org.courtbridge.h323.per.ObjectIdentifier;

/** The object identifiers that tell tokens and algorithms apart. */
public final class H235Oids {

    private H235Oids() {}

    /** "U": HMAC-SHA1-96 (H.235.1, clause 7). */
    public static final ObjectIdentifier HMAC_SHA1_96 = ofVersion(2, 6);

    public static final ObjectIdentifier MD5 = ObjectIdentifier.of("1.2.840.113549.2.5");

    /** Of a Cisco access token, which names its algorithm too. */
    public static final ObjectIdentifier ACCESS_TOKEN = ObjectIdentifier.of("1.2.840.113548.10.1.2.1");

    /** Says that a component has no value (H.235.0, Annex A). */
    static final ObjectIdentifier ABSENT = ObjectIdentifier.of("0.0");

    /** "A": all of the message is hashed. */
    static final ObjectIdentifier WHOLE_MESSAGE = ofVersion(2, 1);

    /** "T": a ClearToken that says who, to whom and when. */
    static final ObjectIdentifier BASELINE = ofVersion(2, 5);

    /** An otherwise empty ClearToken that says: session keys are understood as version 3 of H.235 has them (H.235.6). */
    static final ObjectIdentifier VERSION_3 = ofVersion(3, 24);

    private static final List<ObjectIdentifier> ALL_WHOLE_MESSAGE = ofAllVersions(1);
    private static final List<ObjectIdentifier> ALL_BASELINE = ofAllVersions(5);
    private static final List<ObjectIdentifier> ALL_HMAC_SHA1_96 = ofAllVersions(6);

    /** Versions 1 to 3 of H.235 give the same things different identifiers. */
    private static ObjectIdentifier ofVersion(int version, int thing) {
        return ObjectIdentifier.of("0.0.8.235.0.%d.%d".formatted(version, thing));
    }

    private static List<ObjectIdentifier> ofAllVersions(int thing) {
        return IntStream.rangeClosed(1, 3)
                .mapToObj(version -> ofVersion(version, thing))
                .toList();
    }

    static boolean isWholeMessage(ObjectIdentifier token) {
        return ALL_WHOLE_MESSAGE.contains(token);
    }

    static boolean isBaseline(ObjectIdentifier token) {
        return ALL_BASELINE.contains(token);
    }

    /** Whether it is {@link #HMAC_SHA1_96} in any version. */
    public static boolean isHmacSha1(ObjectIdentifier algorithm) {
        return ALL_HMAC_SHA1_96.contains(algorithm);
    }
}
