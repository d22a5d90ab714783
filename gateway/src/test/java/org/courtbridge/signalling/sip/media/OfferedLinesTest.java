package org.courtbridge.signalling.sip.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.rooms.PictureCeiling;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.junit.jupiter.api.Test;

class OfferedLinesTest {

    private static final String SESSION = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            """;

    private static final String PLAIN_SOUND = "m=audio 40000 RTP/AVP 8\n";
    private static final String SECURED_SOUND = """
            m=audio 40002 RTP/SAVP 8
            a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd
            """;

    private static final String UNKNOWN_SOUND = """
            m=audio 40004 RTP/AVP 96
            a=rtpmap:96 nobody-has-this/8000
            """;

    @Test
    void takesTheEncryptedOneOfTwo() {
        assertThat(lines(PLAIN_SOUND + SECURED_SOUND, Encryption.PREFERRED).pick(null, OfferedLines.Kind.SOUND))
                .isEqualTo(1);
        assertThat(lines(SECURED_SOUND + PLAIN_SOUND, Encryption.PREFERRED).pick(null, OfferedLines.Kind.SOUND))
                .isZero();
    }

    @Test
    void takesWhatThePolicyAllows() {
        assertThat(lines(PLAIN_SOUND, Encryption.REQUIRED).pick(null, OfferedLines.Kind.SOUND))
                .isEqualTo(-1);
    }

    @Test
    void takesALineOfItsKindWithFormatsThatWeHave() {
        OfferedLines lines = lines(UNKNOWN_SOUND + PLAIN_SOUND, Encryption.PREFERRED);
        assertThat(lines.pick(null, OfferedLines.Kind.SOUND)).isEqualTo(1);
        assertThat(lines.pick(null, OfferedLines.Kind.PICTURE)).isEqualTo(-1);
    }

    private static OfferedLines lines(String media, Encryption policy) {
        SessionDescription offer = SessionDescription.parse(SESSION + media);
        return new OfferedLines(offer, policy, PictureCeiling.P720);
    }
}
