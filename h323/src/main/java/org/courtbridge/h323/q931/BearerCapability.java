package org.courtbridge.h323.q931;

import java.io.ByteArrayOutputStream;
import java.util.OptionalInt;
import org.courtbridge.h323.asn1.Octets;

/**
 * Bearer capability (Q.931, clause 4.5.5; H.225.0, clause 7.2.2.1): what a gateway to the telephone network would have to
 * ask that network for.
 *
 * @param codingStandard 0 to 3
 * @param transferCapability 0 to 31, such as {@link #UNRESTRICTED_DIGITAL}
 * @param transferMode 0 to 3, where 0 is circuit mode
 * @param transferRate 0 to 31, such as {@link #MULTIRATE}
 * @param multiplier of 64 kbit/s, 0 to 127, with {@link #MULTIRATE}
 * @param layer1Protocol 0 to 31, such as {@link #H221}
 */
public record BearerCapability(
        int codingStandard,
        int transferCapability,
        int transferMode,
        int transferRate,
        OptionalInt multiplier,
        OptionalInt layer1Protocol) {

    public static final int SPEECH = 0x00;
    public static final int UNRESTRICTED_DIGITAL = 0x08;
    public static final int PACKET_MODE = 2;
    public static final int RATE_64K = 0x10;
    public static final int MULTIRATE = 0x18;

    /** H.221 and H.242, which stands for H.323 too. */
    public static final int H221 = 0x05;

    private static final int LAST = 0x80;
    private static final int LAYER_1 = 0x20;

    /** A call of pictures at so many times 64 kbit/s. @param multiplier 1 to 127 */
    public static BearerCapability video(int multiplier) {
        return new BearerCapability(
                0, UNRESTRICTED_DIGITAL, 0, MULTIRATE, OptionalInt.of(multiplier), OptionalInt.of(H221));
    }

    static BearerCapability of(Octets contents) {
        View view = new View("Bearer capability", contents);
        int first = view.octet();
        for (int octet = first; View.goesOn(octet); ) {
            octet = view.octet();
        }
        int second = view.octet();
        int rate = second & 0x1F;
        OptionalInt multiplier = rate == MULTIRATE ? OptionalInt.of(view.octet() & 0x7F) : OptionalInt.empty();
        OptionalInt protocol = OptionalInt.empty();
        if (!view.isAtEnd()) {
            int third = view.octet();
            protocol = (third & 0x60) == LAYER_1 ? OptionalInt.of(third & 0x1F) : protocol;
        }
        return new BearerCapability(first >> 5 & 3, first & 0x1F, second >> 5 & 3, rate, multiplier, protocol);
    }

    public InformationElement toElement() {
        ByteArrayOutputStream contents = new ByteArrayOutputStream();
        contents.write(LAST | codingStandard << 5 | transferCapability);
        contents.write(LAST | transferMode << 5 | transferRate);
        multiplier.ifPresent(times -> contents.write(LAST | times));
        layer1Protocol.ifPresent(protocol -> contents.write(LAST | LAYER_1 | protocol));
        return InformationElement.of(InformationElement.BEARER_CAPABILITY, contents.toByteArray());
    }
}
