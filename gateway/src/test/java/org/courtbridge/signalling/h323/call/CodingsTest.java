package org.courtbridge.signalling.h323.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.codecs.payload.H261Format;
import org.courtbridge.codecs.payload.H263Format;
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
import org.courtbridge.signalling.rooms.PictureCeiling;
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

    /** H.241, clause 8.3: the level of H.264 alone says how large a picture we take. */
    @Test
    void theLevelOfH264IsThatOfTheLargestPictureThatWeTake() {
        assertThat(level(Codings.ours())).isEqualTo(H264Level.L3_1);
        assertThat(level(Codings.ours(PictureCeiling.P1080))).isEqualTo(H264Level.L4);
    }

    private static H264Level level(Capabilities ours) {
        return ours.table().values().stream()
                .filter(Capability.Video.class::isInstance)
                .map(capability -> ((Capability.Video) capability).capability())
                .filter(H264Capability.class::isInstance)
                .map(capability -> H264Level.of(((H264Capability) capability).level()))
                .findFirst()
                .orElseThrow();
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

    /** What is received and transmitted is the same both ways: OPAL has closed its own channel for it. */
    @Test
    void whatARoomIsSentMayBeCodedAsItDoesNotSend() {
        assertThat(Codings.ours().table().values()).allSatisfy(capability -> {
            if (capability instanceof Capability.Audio(Direction direction, var _)) {
                assertThat(direction).isEqualTo(Direction.RECEIVE);
            }
            if (capability instanceof Capability.Video(Direction direction, var _)) {
                assertThat(direction).isEqualTo(Direction.RECEIVE);
            }
        });
    }
}
