package org.courtbridge.signalling.bfcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.courtbridge.signalling.bfcp.FloorAction.Answer;
import org.courtbridge.signalling.bfcp.FloorAction.FloorAsked;
import org.courtbridge.signalling.bfcp.FloorAction.FloorFreed;
import org.courtbridge.signalling.bfcp.FloorAction.FloorTaken;
import org.courtbridge.signalling.bfcp.FloorAction.FloorWithdrawn;
import org.courtbridge.signalling.bfcp.FloorAction.SaidGoodbye;
import org.courtbridge.signalling.bfcp.FloorAction.Tell;
import org.courtbridge.signalling.bfcp.Primitive.Known;
import org.junit.jupiter.api.Test;

class ContentFloorTest {

    private static final int ROOM = 11;
    private static final int OTHER = 12;
    private static final int BROWSER = 13;

    private ContentFloor floor = withAll(FloorPolicy.LAST_WINS);

    private static ContentFloor withAll(FloorPolicy handover) {
        ContentFloor floor = new ContentFloor(handover);
        floor.enter(ROOM, "Room");
        floor.enter(OTHER, "Other");
        floor.enter(BROWSER, "Browser");
        return floor;
    }

    private List<FloorAction> say(int user, Primitive primitive, BfcpAttribute... attributes) {
        return floor.receive(user, new BfcpMessage(2, false, primitive, 1, 1, user, List.of(attributes)));
    }

    private List<FloorAction> ask(int user) {
        return say(user, Known.FLOOR_REQUEST, BfcpAttribute.id(BfcpAttribute.FLOOR_ID, ContentFloor.FLOOR));
    }

    private List<FloorAction> release(int user, int request) {
        return say(user, Known.FLOOR_RELEASE, BfcpAttribute.id(BfcpAttribute.FLOOR_REQUEST_ID, request));
    }

    private List<FloorAction> watch(int user) {
        return say(user, Known.FLOOR_QUERY, BfcpAttribute.id(BfcpAttribute.FLOOR_ID, ContentFloor.FLOOR));
    }

    private static BfcpAttribute information(int request, int user, String name, RequestStatus status) {
        return BfcpAttribute.group(
                BfcpAttribute.FLOOR_REQUEST_INFORMATION,
                request,
                BfcpAttribute.group(
                        BfcpAttribute.OVERALL_REQUEST_STATUS,
                        request,
                        new BfcpAttribute.Status(true, status.code(), 0)),
                BfcpAttribute.group(BfcpAttribute.FLOOR_REQUEST_STATUS, ContentFloor.FLOOR),
                BfcpAttribute.group(
                        BfcpAttribute.BENEFICIARY_INFORMATION,
                        user,
                        BfcpAttribute.text(BfcpAttribute.USER_DISPLAY_NAME, name)));
    }

    private static Answer answer(int user, int request, String name, RequestStatus status) {
        return new Answer(user, Known.FLOOR_REQUEST_STATUS, List.of(information(request, user, name, status)));
    }

    private static Tell tell(int user, int request, String name, RequestStatus status) {
        return new Tell(user, Known.FLOOR_REQUEST_STATUS, List.of(information(request, user, name, status)));
    }

    private static Answer error(int user, ErrorCode code) {
        return new Answer(user, Known.ERROR, List.of(new BfcpAttribute.ErrorCodeAttribute(true, code.code(), "")));
    }

    private static Tell shows(int watcher, BfcpAttribute... requests) {
        List<BfcpAttribute> all = new ArrayList<>();
        all.add(BfcpAttribute.id(BfcpAttribute.FLOOR_ID, ContentFloor.FLOOR));
        all.addAll(List.of(requests));
        return new Tell(watcher, Known.FLOOR_STATUS, all);
    }

    @Test
    void whoeverAsksFirstPresentsUntilItReleases() {
        assertThat(ask(ROOM)).containsExactly(answer(ROOM, 1, "Room", RequestStatus.GRANTED), new FloorTaken(ROOM));
        assertThat(floor.holder()).hasValue(ROOM);

        assertThat(release(ROOM, 1)).containsExactly(answer(ROOM, 1, "Room", RequestStatus.RELEASED), new FloorFreed());
        assertThat(floor.holder()).isEmpty();
        assertThat(release(ROOM, 1)).containsExactly(error(ROOM, ErrorCode.FLOOR_REQUEST_ID_DOES_NOT_EXIST));
    }

    @Test
    void whoeverAsksLastTakesOver() {
        ask(ROOM);

        assertThat(ask(OTHER))
                .containsExactly(
                        answer(OTHER, 2, "Other", RequestStatus.GRANTED),
                        tell(ROOM, 1, "Room", RequestStatus.REVOKED),
                        new FloorTaken(OTHER));
        assertThat(release(ROOM, 1)).containsExactly(error(ROOM, ErrorCode.FLOOR_REQUEST_ID_DOES_NOT_EXIST));
        assertThat(floor.holder()).hasValue(OTHER);
    }

    @Test
    void whoeverPresentsMayKeepTheFloor() {
        floor = withAll(FloorPolicy.HOLDER_KEEPS);
        ask(ROOM);

        assertThat(ask(OTHER)).containsExactly(answer(OTHER, 2, "Other", RequestStatus.DENIED));
        assertThat(floor.holder()).hasValue(ROOM);
        release(ROOM, 1);
        assertThat(ask(OTHER)).contains(new FloorTaken(OTHER));
    }

    @Test
    void theHearingDecides() {
        floor = withAll(FloorPolicy.HEARING_DECIDES);

        assertThat(ask(ROOM)).containsExactly(answer(ROOM, 1, "Room", RequestStatus.PENDING), new FloorAsked(ROOM));
        assertThat(floor.holder()).isEmpty();
        assertThat(floor.grant(ROOM))
                .containsExactly(new FloorTaken(ROOM), tell(ROOM, 1, "Room", RequestStatus.GRANTED));
        ask(OTHER);
        assertThat(floor.deny(OTHER)).containsExactly(tell(OTHER, 2, "Other", RequestStatus.DENIED));
        assertThat(floor.deny(OTHER)).isEmpty();
        assertThat(floor.holder()).hasValue(ROOM);
        ask(OTHER);
        assertThat(release(OTHER, 3))
                .containsExactly(answer(OTHER, 3, "Other", RequestStatus.CANCELLED), new FloorWithdrawn(OTHER));
    }

    @Test
    void aBrowserTakesTheFloorFromARoomAndARoomFromABrowser() {
        ask(ROOM);
        watch(OTHER);

        assertThat(floor.grant(BROWSER))
                .containsExactly(
                        tell(ROOM, 1, "Room", RequestStatus.REVOKED),
                        new FloorTaken(BROWSER),
                        shows(OTHER, information(2, BROWSER, "Browser", RequestStatus.GRANTED)));
        assertThat(floor.grant(BROWSER)).isEmpty();
        assertThat(ask(ROOM)).contains(new FloorTaken(ROOM));
    }

    @Test
    void theClerkTakesTheFloorAwayAndLocksIt() {
        ask(ROOM);

        assertThat(floor.revoke()).containsExactly(tell(ROOM, 1, "Room", RequestStatus.REVOKED), new FloorFreed());
        assertThat(floor.revoke()).isEmpty();
        floor.lock();
        assertThat(ask(ROOM)).containsExactly(answer(ROOM, 2, "Room", RequestStatus.DENIED));
        assertThat(floor.grant(BROWSER)).contains(new FloorTaken(BROWSER));
        floor.revoke();
        floor.unlock();
        assertThat(ask(ROOM)).contains(new FloorTaken(ROOM));
    }

    @Test
    void aRoomThatAsksForWhatItHasIsNotRevokedByALateRelease() {
        ask(ROOM);

        assertThat(ask(ROOM)).containsExactly(answer(ROOM, 2, "Room", RequestStatus.GRANTED));
        assertThat(release(ROOM, 1)).containsExactly(error(ROOM, ErrorCode.FLOOR_REQUEST_ID_DOES_NOT_EXIST));
        assertThat(floor.holder()).hasValue(ROOM);
        assertThat(release(ROOM, 2)).contains(new FloorFreed());
    }

    @Test
    void whoWatchesIsToldOfEveryChangeUntilItAsksForNothing() {
        assertThat(watch(OTHER))
                .containsExactly(new Answer(
                        OTHER,
                        Known.FLOOR_STATUS,
                        List.of(BfcpAttribute.id(BfcpAttribute.FLOOR_ID, ContentFloor.FLOOR))));

        assertThat(ask(ROOM)).endsWith(shows(OTHER, information(1, ROOM, "Room", RequestStatus.GRANTED)));
        assertThat(release(ROOM, 1)).endsWith(shows(OTHER));
        assertThat(say(OTHER, Known.FLOOR_QUERY)).containsExactly(new Answer(OTHER, Known.FLOOR_STATUS, List.of()));
        assertThat(ask(ROOM)).noneMatch(Tell.class::isInstance);
    }

    @Test
    void whoeverIsLostOrLeavesOrSaysGoodbyePresentsNoMore() {
        watch(OTHER);
        ask(ROOM);
        assertThat(floor.lost(ROOM)).containsExactly(new FloorFreed(), shows(OTHER));
        assertThat(floor.lost(ROOM)).isEmpty();

        ask(ROOM);
        assertThat(say(ROOM, Known.GOODBYE))
                .containsExactly(
                        new Answer(ROOM, Known.GOODBYE_ACK, List.of()),
                        new FloorFreed(),
                        shows(OTHER),
                        new SaidGoodbye(ROOM));

        ask(OTHER);
        assertThat(floor.leave(OTHER)).containsExactly(new FloorFreed());
        assertThatThrownBy(() -> ask(OTHER)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void answersQueries() {
        ask(ROOM);

        assertThat(say(OTHER, Known.FLOOR_REQUEST_QUERY, BfcpAttribute.id(BfcpAttribute.FLOOR_REQUEST_ID, 1)))
                .containsExactly(new Answer(
                        OTHER,
                        Known.FLOOR_REQUEST_STATUS,
                        List.of(information(1, ROOM, "Room", RequestStatus.GRANTED))));
        assertThat(say(OTHER, Known.USER_QUERY, BfcpAttribute.id(BfcpAttribute.BENEFICIARY_ID, ROOM)))
                .containsExactly(new Answer(
                        OTHER,
                        Known.USER_STATUS,
                        List.of(
                                BfcpAttribute.group(
                                        BfcpAttribute.BENEFICIARY_INFORMATION,
                                        ROOM,
                                        BfcpAttribute.text(BfcpAttribute.USER_DISPLAY_NAME, "Room")),
                                information(1, ROOM, "Room", RequestStatus.GRANTED))));
        assertThat(say(OTHER, Known.USER_QUERY))
                .hasSize(1)
                .allMatch(action -> action instanceof Answer answer
                        && answer.primitive() == Known.USER_STATUS
                        && answer.attributes().size() == 1);
        assertThat(say(OTHER, Known.USER_QUERY, BfcpAttribute.id(BfcpAttribute.BENEFICIARY_ID, 99)))
                .containsExactly(error(OTHER, ErrorCode.USER_DOES_NOT_EXIST));
    }

    @Test
    void saysHelloWithAllThatItKnows() {
        Answer hello = (Answer) say(ROOM, Known.HELLO).getFirst();

        assertThat(hello.primitive()).isEqualTo(Known.HELLO_ACK);
        assertThat(((BfcpAttribute.Supported) hello.attributes().get(0)).codes())
                .hasSize(17);
        assertThat(((BfcpAttribute.Supported) hello.attributes().get(1)).codes())
                .hasSize(18);
    }

    @Test
    void refusesWhatItMustAndChangesNothing() {
        BfcpAttribute ours = BfcpAttribute.id(BfcpAttribute.FLOOR_ID, ContentFloor.FLOOR);
        assertThat(say(ROOM, Known.FLOOR_REQUEST)).containsExactly(error(ROOM, ErrorCode.UNABLE_TO_PARSE_MESSAGE));
        assertThat(say(ROOM, Known.FLOOR_REQUEST, ours, BfcpAttribute.id(BfcpAttribute.FLOOR_ID, 2)))
                .containsExactly(error(ROOM, ErrorCode.INVALID_FLOOR_ID));
        assertThat(say(ROOM, Known.FLOOR_REQUEST, ours, BfcpAttribute.id(BfcpAttribute.BENEFICIARY_ID, OTHER)))
                .containsExactly(error(ROOM, ErrorCode.UNAUTHORIZED_OPERATION));
        assertThat(say(ROOM, Known.FLOOR_QUERY, BfcpAttribute.id(BfcpAttribute.FLOOR_ID, 7)))
                .containsExactly(error(ROOM, ErrorCode.INVALID_FLOOR_ID));
        assertThat(say(ROOM, Known.CHAIR_ACTION)).containsExactly(error(ROOM, ErrorCode.UNAUTHORIZED_OPERATION));
        assertThat(say(ROOM, Known.FLOOR_RELEASE)).containsExactly(error(ROOM, ErrorCode.UNABLE_TO_PARSE_MESSAGE));
        assertThat(say(ROOM, new Primitive.Unknown(18))).containsExactly(error(ROOM, ErrorCode.UNKNOWN_PRIMITIVE));
        assertThat(say(ROOM, Known.FLOOR_STATUS)).containsExactly(error(ROOM, ErrorCode.UNAUTHORIZED_OPERATION));
        assertThat(say(ROOM, Known.FLOOR_REQUEST, ours, new BfcpAttribute.Unknown(100, true, "")))
                .containsExactly(
                        new Answer(ROOM, Known.ERROR, List.of(new BfcpAttribute.ErrorCodeAttribute(true, 4, "c8"))));
        assertThat(floor.holder()).isEmpty();

        ask(ROOM);
        assertThat(release(OTHER, 9)).containsExactly(error(OTHER, ErrorCode.FLOOR_REQUEST_ID_DOES_NOT_EXIST));
        int held = ((BfcpAttribute.Group)
                        ((Answer) ask(ROOM).getFirst()).attributes().getFirst())
                .id();
        assertThat(release(OTHER, held)).containsExactly(error(OTHER, ErrorCode.UNAUTHORIZED_OPERATION));
        assertThat(floor.holder()).hasValue(ROOM);
        assertThat(say(OTHER, Known.FLOOR_REQUEST, ours, new BfcpAttribute.Unknown(100, false, "")))
                .contains(new FloorTaken(OTHER));
    }

    @Test
    void responsesToNothingAreNotAnswered() {
        for (Primitive primitive : List.of(
                new Primitive.Unknown(18), Known.FLOOR_STATUS, Known.ERROR, Known.FLOOR_STATUS_ACK, Known.HELLO_ACK)) {
            assertThat(floor.receive(ROOM, new BfcpMessage(2, true, primitive, 1, 1, ROOM, List.of())))
                    .isEmpty();
        }
    }

    @Test
    void numbersBeginAnewAfterTheLast() {
        ask(ROOM);
        for (int i = 0; i < 0xFFFF - 1; i++) {
            floor.receive(
                    OTHER,
                    new BfcpMessage(
                            2,
                            false,
                            Known.FLOOR_REQUEST,
                            1,
                            1,
                            OTHER,
                            List.of(BfcpAttribute.id(BfcpAttribute.FLOOR_ID, ContentFloor.FLOOR))));
        }
        assertThat(ask(ROOM)).contains(answer(ROOM, 1, "Room", RequestStatus.GRANTED));
    }
}
