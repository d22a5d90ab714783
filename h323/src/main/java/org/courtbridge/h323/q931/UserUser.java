package org.courtbridge.h323.q931;

import org.courtbridge.h323.asn1.Octets;

/**
 * User-user (Q.931, clause 4.5.30; H.225.0, clause 7.2.2.31), which holds the H323-UserInformation.
 *
 * @param discriminator 0 to 255: {@link #H225}, or something that H.323 has not put there
 * @param information the rest
 */
public record UserUser(int discriminator, Octets information) {

    /** X.208 and X.209 coded, which H.225.0 says for its aligned PER. */
    public static final int H225 = 0x05;

    static UserUser of(Octets contents) {
        View view = new View("User-user", contents);
        return new UserUser(view.octet(), view.rest());
    }

    /** @param information an encoded H323-UserInformation */
    public static UserUser h225(byte[] information) {
        return new UserUser(H225, Octets.of(information));
    }

    public InformationElement toElement() {
        byte[] octets = information.toArray();
        byte[] contents = new byte[1 + octets.length];
        contents[0] = (byte) discriminator;
        System.arraycopy(octets, 0, contents, 1, octets.length);
        return new InformationElement(InformationElement.USER_USER, Octets.of(contents));
    }
}
