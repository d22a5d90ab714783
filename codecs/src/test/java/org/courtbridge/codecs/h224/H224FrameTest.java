package org.courtbridge.codecs.h224;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.courtbridge.codecs.h224.CameraCapabilities.Kind;
import org.courtbridge.codecs.h224.CameraCapabilities.Motion;
import org.courtbridge.codecs.h224.CameraCapabilities.Source;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.junit.jupiter.api.Test;

class H224FrameTest {

    /** Q.922 address of DLCI 7, UI, from anywhere to anywhere. */
    private static final String HEAD = "007103" + "0000" + "0000";

    private static final CameraMove ALL =
            new CameraMove(CameraMove.Pan.RIGHT, CameraMove.Tilt.DOWN, CameraMove.Zoom.IN, CameraMove.Focus.OUT);

    private static final CameraCapabilities CAPABILITIES = new CameraCapabilities(
            15,
            true,
            List.of(
                    new Source(1, "", Set.of(Kind.MOTION), Set.of(Motion.values())),
                    new Source(6, "Witness", Set.of(Kind.MOTION, Kind.STILL), Set.of(Motion.ZOOM)),
                    new Source(15, "", Set.of(), Set.of())));

    private static final List<CameraMessage> CAMERA = List.of(
            new CameraMessage.StartAction(ALL, Duration.ofMillis(800)),
            new CameraMessage.StartAction(CameraMove.of(CameraMove.Focus.IN), Duration.ofMillis(50)),
            new CameraMessage.ContinueAction(CameraMove.of(CameraMove.Pan.LEFT)),
            new CameraMessage.StopAction(CameraMove.of(CameraMove.Tilt.UP)),
            new CameraMessage.SelectVideoSource(3, CameraMessage.VideoMode.MOTION),
            new CameraMessage.VideoSourceSwitched(15, CameraMessage.VideoMode.STILL_OF_DOUBLE_RESOLUTION),
            new CameraMessage.StoreAsPreset(15),
            new CameraMessage.ActivatePreset(0),
            new CameraMessage.Unknown(0x11, ByteBuffer.wrap(new byte[] {1, 2})));

    private static final List<ManagementMessage> MANAGEMENT = List.of(
            new ManagementMessage.ClientList(List.of(
                    new ManagementMessage.Entry(ClientId.CAMERA, true),
                    new ManagementMessage.Entry(new ClientId.Extended(200), false),
                    new ManagementMessage.Entry(new ClientId.NonStandard(181, 0, 0xABCD, 9), true))),
            new ManagementMessage.ClientList(List.of()),
            new ManagementMessage.ClientListCommand(),
            CAPABILITIES.message(),
            new ManagementMessage.ExtraCapabilitiesCommand(new ClientId.NonStandard(181, 1, 2, 3)),
            new ManagementMessage.Unknown(9, 8, ByteBuffer.wrap(new byte[] {7})));

    private static final List<H224Frame> FRAMES = Stream.concat(
                    Stream.concat(
                            CAMERA.stream().map(CameraMessage::frame),
                            MANAGEMENT.stream().map(ManagementMessage::frame)),
                    Stream.of(new H224Frame(
                            1023, 0xFEDC, 0x1234, new ClientId.Extended(255), 0x35, ByteBuffer.allocate(254))))
            .toList();

    @Test
    void readsKnownBytes() {
        // As Wireshark's dissector and the manufacturers' stacks have them: pan right 11, tilt down 10, zoom in 11,
        // focus out 10.
        assertThat(camera("01c0" + "01" + "ee" + "00"))
                .isEqualTo(new CameraMessage.StartAction(ALL, Duration.ofMillis(800)));
        assertThat(camera("01c0" + "01" + "03" + "f1"))
                .isEqualTo(new CameraMessage.StartAction(CameraMove.of(CameraMove.Focus.IN), Duration.ofMillis(50)));
        assertThat(camera("01c0" + "02" + "80"))
                .isEqualTo(new CameraMessage.ContinueAction(CameraMove.of(CameraMove.Pan.LEFT)));
        assertThat(camera("01c0" + "03" + "30"))
                .isEqualTo(new CameraMessage.StopAction(CameraMove.of(CameraMove.Tilt.UP)));
        assertThat(camera("01c0" + "06" + "f0")).isEqualTo(new CameraMessage.StoreAsPreset(15));
        assertThat(camera("01c0" + "07" + "20")).isEqualTo(new CameraMessage.ActivatePreset(2));
        assertThat(camera("01c0" + "08" + "20"))
                .isEqualTo(new CameraMessage.Unknown(8, ByteBuffer.wrap(new byte[] {0x20})));
        assertThat(management("00c0" + "0100" + "02" + "81" + "7e05"))
                .isEqualTo(new ManagementMessage.ClientList(List.of(
                        new ManagementMessage.Entry(ClientId.CAMERA, true),
                        new ManagementMessage.Entry(new ClientId.Extended(5), false))));
        assertThat(management("00c0" + "01ff")).isEqualTo(new ManagementMessage.ClientListCommand());
        assertThat(management("00c0" + "02ff" + "81"))
                .isEqualTo(new ManagementMessage.ExtraCapabilitiesCommand(ClientId.CAMERA));
        var told = (ManagementMessage.ExtraCapabilities)
                management("00c0" + "0200" + "81" + "1f" + "14" + "f0" + "66" + "5769746e65737300" + "20" + "f00000");
        assertThat(CameraCapabilities.parse(told.data())).isEqualTo(CAPABILITIES);
    }

    @Test
    void readsALowerBitAloneAsNoMovement() {
        assertThat(camera("01c0" + "03" + "55")).isEqualTo(new CameraMessage.StopAction(CameraMove.NONE));
    }

    @Test
    void keepsAddressAndSegment() {
        H224Frame frame = parse("006103" + "0102" + "0304" + "7fb500000109" + "93" + "aa");
        assertThat(frame)
                .isEqualTo(new H224Frame(
                        H224Frame.LOW_PRIORITY,
                        0x0102,
                        0x0304,
                        new ClientId.NonStandard(0xB5, 0, 1, 9),
                        0x93,
                        ByteBuffer.wrap(new byte[] {(byte) 0xAA})));
        assertThat(frame.isWhole()).isFalse();
    }

    @Test
    void readsBackWhatWasWritten() {
        for (H224Frame frame : FRAMES) {
            assertThat(H224Frame.parse(written(frame))).isEqualTo(frame);
        }
        for (CameraMessage message : CAMERA) {
            assertThat(CameraMessage.parse(message.frame().data())).isEqualTo(message);
        }
        for (ManagementMessage message : MANAGEMENT) {
            assertThat(ManagementMessage.parse(message.frame().data())).isEqualTo(message);
        }
        for (int octet = 0; octet < 256; octet++) {
            CameraMove move = CameraMove.parse(octet);
            assertThat(CameraMove.parse(move.octet())).isEqualTo(move);
        }
        for (int steps = 1; steps <= 16; steps++) {
            var start = new CameraMessage.StartAction(ALL, Duration.ofMillis(50L * steps));
            assertThat(CameraMessage.parse(start.frame().data())).isEqualTo(start);
        }
    }

    @Test
    void refusesEveryTruncation() {
        for (H224Frame frame : FRAMES) {
            ByteBuf whole = written(frame);
            int head = whole.readableBytes() - frame.data().remaining();
            for (int length = 0; length < head; length++) {
                ByteBuf cut = whole.slice(0, length);
                assertThatThrownBy(() -> H224Frame.parse(cut))
                        .as("%s cut to %d", frame, length)
                        .isInstanceOf(MalformedPacketException.class);
            }
        }
        for (CameraMessage message : CAMERA) {
            int needed = message instanceof CameraMessage.Unknown
                    ? 1
                    : message.frame().data().remaining();
            for (int length = 0; length < needed; length++) {
                ByteBuffer cut = message.frame().data().slice(0, length);
                assertThatThrownBy(() -> CameraMessage.parse(cut)).isInstanceOf(MalformedPacketException.class);
            }
        }
        for (ManagementMessage message : MANAGEMENT) {
            int needed = switch (message) {
                case ManagementMessage.ExtraCapabilities told -> 3;
                case ManagementMessage.Unknown unknown -> 2;
                default -> message.frame().data().remaining();
            };
            for (int length = 0; length < needed; length++) {
                ByteBuffer cut = message.frame().data().slice(0, length);
                assertThatThrownBy(() -> ManagementMessage.parse(cut)).isInstanceOf(MalformedPacketException.class);
            }
        }
    }

    @Test
    void refusesCapabilitiesThatEndWithinASource() {
        ByteBuffer data = CAPABILITIES.message().data();
        Set<Integer> ends = Set.of(1, 3, 13, 16);
        for (int length = 0; length <= data.remaining(); length++) {
            ByteBuffer cut = data.slice(0, length);
            if (ends.contains(length)) {
                assertThat(CameraCapabilities.parse(cut).presets()).isEqualTo(15);
            } else {
                assertThatThrownBy(() -> CameraCapabilities.parse(cut))
                        .as("cut to %d", length)
                        .isInstanceOf(MalformedPacketException.class);
            }
        }
        ByteBuffer longName = ByteBuffer.wrap(HexFormat.of().parseHex("00" + "60" + "41".repeat(17) + "00" + "00"));
        assertThatThrownBy(() -> CameraCapabilities.parse(longName)).hasMessageContaining("17 octets");
    }

    @Test
    void refusesWhatIsNoFrame() {
        assertThatThrownBy(() -> parse("7e7e7e" + "0000" + "0000" + "01c0" + "0380"))
                .hasMessageContaining("address of Q.922");
        assertThatThrownBy(() -> parse("007113" + "0000" + "0000" + "01c0" + "0380"))
                .hasMessage("control field of Q.922: 0x13 (expected: UI)");
        assertThatThrownBy(() -> parse(HEAD + "01c0" + "00".repeat(255))).hasMessageContaining("255 octets");
    }

    @Test
    void meetsMutatedBytesWithAnAnswerOrARefusal() {
        Random random = new Random(4);
        List<Object> accepted = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = ByteBufUtil.getBytes(written(FRAMES.get(random.nextInt(FRAMES.size()))));
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                H224Frame frame = H224Frame.parse(Unpooled.wrappedBuffer(bytes));
                assertThat(H224Frame.parse(written(frame))).isEqualTo(frame);
                CameraMessage camera = CameraMessage.parse(frame.data());
                assertThat(CameraMessage.parse(camera.frame().data())).isEqualTo(camera);
                ManagementMessage management = ManagementMessage.parse(frame.data());
                assertThat(ManagementMessage.parse(management.frame().data())).isEqualTo(management);
                if (management instanceof ManagementMessage.ExtraCapabilities told) {
                    CameraCapabilities capabilities = CameraCapabilities.parse(told.data());
                    assertThat(CameraCapabilities.parse(capabilities.message().data()))
                            .isEqualTo(capabilities);
                    accepted.add(capabilities);
                }
                accepted.add(camera);
            } catch (MalformedPacketException e) {
                continue;
            }
        }
        assertThat(accepted).hasSizeGreaterThan(5000).hasAtLeastOneElementOfType(CameraCapabilities.class);
    }

    private static CameraMessage camera(String clientAndData) {
        H224Frame frame = parse(HEAD + clientAndData);
        assertThat(frame.client()).isEqualTo(ClientId.CAMERA);
        assertThat(frame.isWhole()).isTrue();
        return CameraMessage.parse(frame.data());
    }

    private static ManagementMessage management(String clientAndData) {
        H224Frame frame = parse(HEAD + clientAndData);
        assertThat(frame.client()).isEqualTo(ClientId.MANAGEMENT);
        return ManagementMessage.parse(frame.data());
    }

    private static H224Frame parse(String hex) {
        return H224Frame.parse(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex)));
    }

    private static ByteBuf written(H224Frame frame) {
        ByteBuf out = Unpooled.buffer();
        frame.write(out);
        return out;
    }
}
