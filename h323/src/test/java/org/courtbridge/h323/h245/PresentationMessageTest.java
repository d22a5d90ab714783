package org.courtbridge.h323.h245;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.RandomValues;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.per.ObjectIdentifier;
import org.courtbridge.h323.per.PerException;
import org.junit.jupiter.api.Test;

/** Round trips are {@link ControlMessageTest}'s; this is about what rooms say wrongly, or not as we do. */
class PresentationMessageTest {

    private static Choice generic(String kind, ObjectIdentifier identifier, int number, List<Sequence> content) {
        Sequence.Builder message = GenericTypes.GENERIC_MESSAGE
                .build()
                .set("messageIdentifier", GenericParameters.standard(identifier))
                .set("subMessageIdentifier", number);
        if (!content.isEmpty()) {
            message.set("messageContent", content);
        }
        return switch (kind) {
            case H239.REQUEST -> Tree.request(kind, message.done());
            case H239.RESPONSE -> Tree.response(kind, message.done());
            case H239.COMMAND -> Tree.command(kind, message.done());
            default -> Tree.indication(kind, message.done());
        };
    }

    private static ControlMessage read(String kind, int number, Sequence... content) {
        return ControlMessage.of(generic(kind, H239.MESSAGE, number, List.of(content)));
    }

    /** As H323Plus 1.28.0 asks for the token, and gives it back. */
    @Test
    void readsAndWritesWhatAnEndpointSays() {
        Octets request = Octets.ofHex("10801560050008816f02060302c2000002a2006702b20043");
        Octets release = Octets.ofHex("50a01160050008816f020a0202c2000002a20067");

        assertThat(ControlMessage.decode(request)).isEqualTo(new PresentationMessage.Request(0, 103, 67));
        assertThat(new PresentationMessage.Request(0, 103, 67).encode()).isEqualTo(request);
        assertThat(ControlMessage.decode(release)).isEqualTo(new PresentationMessage.Release(0, 103));
        assertThat(new PresentationMessage.Release(0, 103).encode()).isEqualTo(release);
    }

    @Test
    void takesWhatIsLeftOutForNothing() {
        assertThat(read(H239.REQUEST, H239.TOKEN_REQUEST)).isEqualTo(new PresentationMessage.Request(0, 0, 0));
        assertThat(read(H239.COMMAND, H239.TOKEN_RELEASE)).isEqualTo(new PresentationMessage.Release(0, 0));
        assertThat(read(H239.INDICATION, H239.TOKEN_OWNER)).isEqualTo(new PresentationMessage.Owner(0, 0));
    }

    /** H323Plus refuses with the one word. */
    @Test
    void takesNothingButAClearYesForOne() {
        Sequence yes = H239.verdict(true);
        Sequence no = H239.verdict(false);

        assertThat(read(H239.RESPONSE, H239.TOKEN_RESPONSE, no))
                .isEqualTo(new PresentationMessage.Response(false, 0, 0));
        assertThat(read(H239.RESPONSE, H239.TOKEN_RESPONSE, yes, H239.number(H239.CHANNEL, 7)))
                .isEqualTo(new PresentationMessage.Response(true, 0, 7));
        assertThat(read(H239.RESPONSE, H239.TOKEN_RESPONSE, yes, no))
                .isEqualTo(new PresentationMessage.Response(false, 0, 0));
        assertThat(read(H239.RESPONSE, H239.TOKEN_RESPONSE)).isEqualTo(new PresentationMessage.Response(false, 0, 0));
        assertThat(read(H239.RESPONSE, H239.FLOW_RESPONSE, yes))
                .isEqualTo(new PresentationMessage.FlowReleaseResponse(true, 0));
    }

    @Test
    void leavesWhatItDoesNotKnowAsItCame() {
        Choice unknown = generic(H239.REQUEST, H239.MESSAGE, 7, List.of());
        Choice otherwise = generic(H239.COMMAND, H239.MESSAGE, H239.TOKEN_REQUEST, List.of());
        Choice others = generic(H239.REQUEST, ObjectIdentifier.of("0.0.8.239.3"), H239.TOKEN_REQUEST, List.of());

        assertThat(ControlMessage.of(unknown)).isEqualTo(new ControlMessage.Other(unknown));
        assertThat(ControlMessage.of(otherwise)).isEqualTo(new ControlMessage.Other(otherwise));
        assertThat(ControlMessage.of(others)).isEqualTo(new ControlMessage.Other(others));
    }

    /** Whatever values stand under H.239's numbers, it is read, and written so that it is read the same. */
    @Test
    void takesAnyValues() {
        RandomValues values = new RandomValues(new Random(239));
        for (int i = 0; i < 500; i++) {
            List<Sequence> content = Stream.of(41, 42, 43, 44, 126, 127)
                    .map(parameter ->
                            GenericParameters.parameter(parameter, (Choice) values.of(GenericTypes.PARAMETER_VALUE)))
                    .toList();
            for (String kind : List.of(H239.REQUEST, H239.RESPONSE, H239.COMMAND, H239.INDICATION)) {
                for (int number = 0; number < 8; number++) {
                    ControlMessage seen = ControlMessage.of(generic(kind, H239.MESSAGE, number, content));

                    assertThat(ControlMessage.decode(seen.encode())).isEqualTo(seen);
                }
            }
        }
    }

    @Test
    void refusesEveryTruncation() {
        byte[] whole = new PresentationMessage.Request(1, 2, 3).encode().toArray();
        IntStream.range(0, whole.length).forEach(length -> {
            Octets cut = Octets.of(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> ControlMessage.decode(cut)).isInstanceOf(PerException.class);
        });
    }
}
