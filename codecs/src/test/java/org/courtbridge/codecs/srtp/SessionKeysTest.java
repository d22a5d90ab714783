package org.courtbridge.codecs.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionKeysTest {

    /** RFC 3711, appendix B.3; RFC 6188, sections 7.2 and 7.4. */
    @ParameterizedTest
    @CsvSource({
        "AES_CM_128_HMAC_SHA1_80, e1f97a0d3e018be0d64fa32c06de4139, 0ec675ad498afeebb6960b3aabe6,"
                + "c61e7a93744f39ee10734afe3ff7a087, cebe321f6ff7716b6fd4ab49af256a156d38baa4,"
                + "30cbbc08863d8c85d49db34a9ae1",
        "AES_256_CM_HMAC_SHA1_80, f0f04914b513f2763a1b1fa130f10e2998f6f6e43e4309d1e622a0e332b9f1b6,"
                + "3b04803de51ee7c96423ab5b78d2,"
                + "5ba1064e30ec51613cad926c5a28ef731ec7fb397f70a960653caf06554cd8c4,"
                + "fd9c32d39ed5fbb5a9dc96b30818454d1313dc05, fa31791685ca444a9e07c6c64e93",
        "AES_192_CM_HMAC_SHA1_80, 73edc66c4fa15776fb57f9505c17136550ffda71f3e8e5f1,"
                + "c8522f3acd4ce86d5add78edbb11, 31874736a8f1143870c26e4857d8a5b2c4a354407faadabb,"
                + "355b10973cd95b9eacf4061c7e1a7151e7cfbfcb, 2372b82d639b6d8503a47adc0a6c"
    })
    void areDerivedAsTheStandardsShow(
            SrtpProfile profile,
            String master,
            String salt,
            String encryption,
            String authentication,
            String sessionSalt) {
        HexFormat hex = HexFormat.of();
        SessionKeys keys = SessionKeys.derive(profile, hex.parseHex(master), hex.parseHex(salt), PacketKind.RTP);
        assertThat(hex.formatHex(keys.encryption)).isEqualTo(encryption);
        assertThat(hex.formatHex(keys.authentication)).isEqualTo(authentication);
        assertThat(hex.formatHex(keys.salt)).isEqualTo(sessionSalt);
    }
}
