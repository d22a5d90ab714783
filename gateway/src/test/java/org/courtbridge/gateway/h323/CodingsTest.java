package org.courtbridge.gateway.h323;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.codecs.payload.H261Format;
import org.courtbridge.codecs.payload.H263Format;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.h323.h245.Capabilities;
import org.courtbridge.h323.h245.Capability;
import org.courtbridge.h323.h245.ChannelChoice;
import org.courtbridge.h323.h245.DataType;
import org.courtbridge.h323.h245.Direction;
import org.courtbridge.h323.h245.H2250Capability;
import org.courtbridge.h323.h245.H264Capability;
import org.courtbridge.h323.h245.H264Level;
import org.courtbridge.h323.h245.PictureFormat;
import org.courtbridge.h323.h245.VideoCapability;
import org.junit.jupiter.api.Test;

class CodingsTest {

    private static final VideoCapability.H261 OLD_ROOM =
            new VideoCapability.H261(Map.of(PictureFormat.QCIF, 1, PictureFormat.CIF, 2), true, 1_280, true);

    @Test
    void readsWhatARoomTakesOfH261() {
        assertThat(Codings.of(OLD_ROOM, Optional.empty(), Optional.empty()))
                .contains(new H261Format(31, H261Format.Size.CIF, 2, 128_000));
        assertThat(Codings.of(
                        new VideoCapability.H261(Map.of(PictureFormat.QCIF, 1), false, 640, false),
                        Optional.empty(),
                        Optional.empty()))
                .contains(new H261Format(31, H261Format.Size.QCIF, 1, 64_000));
    }

    /** As H323Plus has it of a second stream: 98. */
    @Test
    void keepsToThePayloadTypeThatIsAgreedInPlaceOfACodingsOwn() {
        VideoCapability presented = VideoCapability.Extended.presentation(List.of(OLD_ROOM));

        assertThat(Codings.of(presented, Optional.of(98), Optional.empty()))
                .contains(new H261Format(98, H261Format.Size.CIF, 2, 128_000));
        assertThat(Codings.of(presented, Optional.empty(), Optional.empty()))
                .contains(new H261Format(31, H261Format.Size.CIF, 2, 128_000));
        assertThat(Codings.of(
                        VideoCapability.H263.of(Map.of(PictureFormat.CIF4, 2), 640), Optional.of(98), Optional.empty()))
                .contains(new H263Format(98, H263Format.Form.H263, H263Format.Size.CIF4, 2, 64_000));
    }

    /** H323Plus's H.263 for what is presented has no smaller size. */
    @Test
    void slidesMayBe4CifOfH263AndPeopleMayNot() {
        List<VideoCapability> large = List.of(VideoCapability.H263.of(Map.of(PictureFormat.CIF4, 1), 9_840));
        Capabilities theirs = Capabilities.of(
                new H2250Capability(200, List.of()),
                List.of(new Capability.Video(Direction.RECEIVE, large.getFirst())),
                List.of(new Capability.Video(Direction.RECEIVE, VideoCapability.Extended.presentation(large))));

        assertThat(ChannelChoice.between(Codings.ours(), theirs)).isEmpty();
        assertThat(ChannelChoice.presentation(Codings.ours(), theirs)).isPresent();
    }

    private static H264Capability h264(int profiles) {
        return H264Capability.of(19_200, profiles, H264Level.L4);
    }

    private static Capabilities taking(H264Capability... capabilities) {
        return Capabilities.of(
                new H2250Capability(200, List.of()),
                List.of(),
                Stream.of(capabilities)
                        .map(one -> new Capability.Video(Direction.RECEIVE, one))
                        .toList());
    }

    private static int profileSent(H264Capability... taken) {
        ChannelChoice choice =
                ChannelChoice.between(Codings.ours(), taking(taken)).getFirst();
        H264Format format = (H264Format)
                Codings.of(((DataType.Video) choice.dataType()).capability(), Optional.of(97), Optional.empty())
                        .orElseThrow();
        return format.profileIdc();
    }

    /** Rooms list several; the first that we code is what the room wants most. */
    @Test
    void aRoomIsSentTheProfileThatItPrefers() {
        assertThat(profileSent(h264(H264Capability.HIGH))).isEqualTo(100);
        assertThat(profileSent(h264(H264Capability.HIGH), h264(H264Capability.BASELINE)))
                .isEqualTo(100);
        assertThat(profileSent(h264(H264Capability.BASELINE), h264(H264Capability.HIGH)))
                .isEqualTo(66);
        assertThat(profileSent(h264(H264Capability.EXTENDED), h264(H264Capability.HIGH | H264Capability.MAIN)))
                .isEqualTo(100);
        assertThat(ChannelChoice.between(Codings.ours(), taking(h264(H264Capability.EXTENDED))))
                .isEmpty();
    }

    /** Baseline is what can be forwarded; of what comes, every profile is decoded. */
    @Test
    void takesBaselineRatherThanHighAndBothOfWhatIsPresented() {
        Capabilities baselineAndHigh = Capabilities.of(
                new H2250Capability(200, List.of()),
                List.of(
                        new Capability.Video(Direction.TRANSMIT, h264(H264Capability.HIGH)),
                        new Capability.Video(Direction.TRANSMIT, h264(H264Capability.BASELINE))));
        assertThat(ChannelChoice.between(baselineAndHigh, Codings.ours()))
                .singleElement()
                .satisfies(choice -> assertThat(choice.dataType())
                        .isEqualTo(new DataType.Video(
                                H264Capability.of(19_200, H264Capability.BASELINE, H264Level.L3_1))));
        for (int profile : List.of(H264Capability.MAIN, H264Capability.EXTENDED, H264Capability.HIGH)) {
            assertThat(Codings.ours().receives(new DataType.Video(h264(profile))))
                    .isTrue();
        }
        Capabilities highAlone = Capabilities.of(
                new H2250Capability(200, List.of()),
                List.of(new Capability.Video(
                        Direction.RECEIVE_AND_TRANSMIT,
                        VideoCapability.Extended.presentation(List.of(h264(H264Capability.HIGH))))));
        assertThat(ChannelChoice.presentation(highAlone, Codings.ours())).isPresent();
        assertThat(ChannelChoice.presentation(Codings.ours(), highAlone)).isPresent();
    }

    @Test
    void aRoomThatKnowsH261AloneIsSentAndSendsIt() {
        Capabilities theirs = Capabilities.of(
                new H2250Capability(200, List.of()),
                List.of(),
                List.of(new Capability.Video(Direction.RECEIVE_AND_TRANSMIT, OLD_ROOM)),
                List.of(),
                List.of());
        DataType expected = new DataType.Video(
                new VideoCapability.H261(Map.of(PictureFormat.QCIF, 1, PictureFormat.CIF, 2), false, 1_280, false));
        assertThat(ChannelChoice.between(Codings.ours(), theirs))
                .singleElement()
                .extracting(ChannelChoice::dataType)
                .isEqualTo(expected);
        assertThat(ChannelChoice.between(theirs, Codings.ours()))
                .singleElement()
                .extracting(ChannelChoice::dataType)
                .isEqualTo(expected);
    }
}
