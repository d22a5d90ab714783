package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttemptedOfferTest {

    private static final CallTarget FIRST = CallTarget.direct("sip:first.test");
    private static final CallTarget SECOND = CallTarget.direct("sip:second.test");

    private final AttemptedOffer offer = new AttemptedOffer(target -> Optional.of("offer to " + target.uri()), FIRST);

    @Test
    void isLeftToARoomThatRefusesIt() {
        assertThat(offer.get()).contains("offer to sip:first.test");
        assertThat(offer.leaveToRoom(486)).as("busy").isFalse();
        assertThat(offer.get()).isPresent();
        assertThat(offer.leaveToRoom(488)).isTrue();
        assertThat(offer.get()).isEmpty();
        assertThat(offer.leaveToRoom(488)).as("there is none of ours any more").isFalse();
    }

    @Test
    void refusalOfOursIsToldWhereTheRoomMakesNone() {
        assertThat(offer.statusToReport(480)).isEqualTo(480);
        offer.leaveToRoom(606);
        assertThat(offer.statusToReport(480)).isEqualTo(606);
        assertThat(offer.statusToReport(488)).isEqualTo(606);
        assertThat(offer.statusToReport(486)).isEqualTo(486);
    }

    /** Nobody is there: the other place has refused no offer. */
    @Test
    void refusalOfOnePlaceIsNotToldOfAnother() {
        offer.leaveToRoom(488);
        offer.renewFor(SECOND);
        assertThat(offer.get()).contains("offer to sip:second.test");
        assertThat(offer.statusToReport(480)).isEqualTo(480);
    }

    @Test
    void staysWithTheRoomThatIsToMakeIt() {
        AttemptedOffer theirs = new AttemptedOffer(_ -> Optional.empty(), FIRST);
        assertThat(theirs.get()).isEmpty();
        assertThat(theirs.leaveToRoom(488)).isFalse();
        theirs.renewFor(SECOND);
        assertThat(theirs.get()).isEmpty();
    }
}
