package org.courtbridge.devices.visca;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import org.courtbridge.devices.CameraPosition;
import org.junit.jupiter.api.Test;

class ViscaMessageTest {

    /** CAM_Power On under the number 0x01020304. */
    private static final String POWER_ON = "0100" + "0006" + "01020304" + "8101040002ff";

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
    }

    @Test
    void readsWhatTheManualPrints() {
        assertThat(ViscaMessage.read(bytes(POWER_ON)))
                .contains(new ViscaMessage(ViscaMessage.COMMAND, 0x01020304, "8101040002ff"));
    }

    @Test
    void writesWhatItRead() {
        ViscaMessage last = new ViscaMessage(ViscaMessage.INQUIRY, 0xFFFFFFFFL, "81090612ff");
        assertThat(ViscaMessage.read(last.write())).contains(last);
        assertThat(ViscaMessage.read(bytes(POWER_ON)).orElseThrow().write()).isEqualTo(bytes(POWER_ON));
    }

    @Test
    void refusesEveryTruncationAndWhatIsTooLong() {
        for (int n = 0; n < POWER_ON.length(); n += 2) {
            assertThat(ViscaMessage.read(bytes(POWER_ON.substring(0, n)))).isEmpty();
        }
        assertThat(ViscaMessage.read(bytes(POWER_ON + "00"))).isEmpty();
        assertThat(ViscaMessage.read(bytes("0100" + "0011" + "00000000" + "00".repeat(17))))
                .isEmpty();
    }

    @Test
    void spreadsNumbersOverBytes() {
        assertThat(ViscaMessage.spread(-0x2200, 4)).isEqualTo("0d0e0000");
        assertThat(ViscaMessage.spread("0d0e0000", 0, 4)).hasValue(-0x2200);
        assertThat(ViscaMessage.spread("0d0e00", 0, 4)).isEmpty();
        assertThat(ViscaMessage.spread("1d0e0000", 0, 4)).isEmpty();
    }

    @Test
    void findsThePlaceOfItsSteps() {
        CameraPosition place = new CameraPosition(-1, -0.5, 1);
        ViscaRange range = ViscaRange.SRG;
        assertThat(range.pan(place)).isEqualTo(-0x2200);
        assertThat(range.tilt(place)).isEqualTo(-0x200);
        assertThat(range.position(-0x2200, -0x200, 0x4000)).isEqualTo(place);
        ViscaRange mirrored = ViscaRange.BRC_H700;
        assertThat(mirrored.pan(place)).isEqualTo(0x8A58);
        assertThat(mirrored.position(0x7FFFF, 0, 0x7000)).isEqualTo(new CameraPosition(-1, 0, 1));
    }
}
