package org.courtbridge.signalling.bfcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.courtbridge.signalling.bfcp.FloorAction.Answer;
import org.courtbridge.signalling.bfcp.FloorAction.FloorAsked;
import org.courtbridge.signalling.bfcp.FloorAction.FloorFreed;
import org.courtbridge.signalling.bfcp.FloorAction.FloorTaken;
import org.courtbridge.signalling.bfcp.FloorAction.FloorWithdrawn;
import org.courtbridge.signalling.bfcp.FloorAction.SaidGoodbye;
import org.courtbridge.signalling.bfcp.FloorAction.Tell;
import org.courtbridge.signalling.bfcp.Primitive.Known;

/**
 * The floor control server of one hearing (RFC 8855, section 13): one conference with one floor, for presenting, which one
 * user has at a time. Rooms ask by BFCP; whoever has no BFCP, as browsers, has the floor by {@link #grant} all the same, and
 * rooms that asked how things stand hear of it.
 *
 * <p>Knows no connection: {@link FloorLink} numbers, repeats and acknowledges. For one thread.
 */
public final class ContentFloor {

    /** The only floor. */
    public static final int FLOOR = 1;

    private static final int LARGEST_ID = 0xFFFF;

    private final FloorPolicy handover;
    private final Map<Integer, String> names = new LinkedHashMap<>();
    /** By user, as each has one at most: the holder's, and those about which the hearing is asked. */
    private final Map<Integer, FloorRequest> requests = new LinkedHashMap<>();

    private final Set<Integer> watching = new LinkedHashSet<>();
    private OptionalInt holder = OptionalInt.empty();
    private boolean locked;
    private int lastId;

    public ContentFloor(FloorPolicy handover) {
        this.handover = handover;
    }

    /** The user who has the floor; empty if nobody has. */
    public OptionalInt holder() {
        return holder;
    }

    /** Whether the hearing was asked by this user, and has not answered. */
    boolean asks(int user) {
        return requests.containsKey(user) && !holds(user);
    }

    /** Whether this user has come and not left. */
    boolean has(int user) {
        return names.containsKey(user);
    }

    /** Whether no user gets the floor by asking. */
    public boolean isLocked() {
        return locked;
    }

    /**
     * A user has come, with BFCP or without.
     *
     * @param user 0 to 65,535
     * @param name that others see
     */
    public void enter(int user, String name) {
        names.put(user, name);
    }

    /** A user has left the hearing. */
    public List<FloorAction> leave(int user) {
        List<FloorAction> actions = lost(user);
        names.remove(user);
        return actions;
    }

    /** A user's connection has ended or it answers no more (RFC 8855, section 13.4): it asks for nothing and presents nothing. */
    public List<FloorAction> lost(int user) {
        watching.remove(user);
        List<FloorAction> actions = new ArrayList<>();
        end(user, actions);
        return actions;
    }

    /**
     * Gives the floor to a user, whether it asked or not; whoever had it is told so.
     *
     * @throws IllegalArgumentException if there is no such user
     */
    public List<FloorAction> grant(int user) {
        requireUser(user);
        if (holds(user)) {
            return List.of();
        }
        List<FloorAction> actions = new ArrayList<>();
        Optional<FloorRequest> asked = Optional.ofNullable(requests.get(user));
        take(asked.orElseGet(() -> new FloorRequest(nextId(), user, RequestStatus.PENDING, Optional.empty())), actions);
        asked.ifPresent(_ -> actions.add(tell(user, request(user))));
        tellWatchers(actions);
        return actions;
    }

    /** Denies what a user has asked for; nothing if it asks for nothing. */
    public List<FloorAction> deny(int user) {
        FloorRequest asked = requests.get(user);
        if (asked == null || holds(user)) {
            return List.of();
        }
        requests.remove(user);
        List<FloorAction> actions = new ArrayList<>();
        actions.add(tell(user, asked.now(RequestStatus.DENIED)));
        tellWatchers(actions);
        return actions;
    }

    /** Takes the floor away from whoever has it. */
    public List<FloorAction> revoke() {
        if (holder.isEmpty()) {
            return List.of();
        }
        List<FloorAction> actions = new ArrayList<>();
        tellRevoked(actions);
        actions.add(new FloorFreed());
        tellWatchers(actions);
        return actions;
    }

    /** From now on whoever asks is denied. Whoever has the floor keeps it; {@link #revoke} takes it. */
    public void lock() {
        locked = true;
    }

    public void unlock() {
        locked = false;
    }

    /** A message of a user. What is not for a server to answer does nothing. */
    public List<FloorAction> receive(int user, BfcpMessage message) {
        requireUser(user);
        List<Integer> strangers = BfcpAttribute.unknownMandatory(message.attributes());
        if (!strangers.isEmpty()) {
            return List.of(unknownAttributes(user, strangers));
        }
        return switch (message.primitive()) {
            case Known known -> receive(user, known, message);
            // Drafts have rooms acknowledge errors, too: to refuse that would go on for ever.
            case Primitive.Unknown _ ->
                message.response() ? List.of() : List.of(error(user, ErrorCode.UNKNOWN_PRIMITIVE));
        };
    }

    private List<FloorAction> receive(int user, Known primitive, BfcpMessage message) {
        return switch (primitive) {
            case FLOOR_REQUEST -> request(user, message);
            case FLOOR_RELEASE -> release(user, message);
            case FLOOR_REQUEST_QUERY -> List.of(tellOfRequest(user, message));
            case USER_QUERY -> List.of(tellOfUser(user, message));
            case FLOOR_QUERY -> List.of(watch(user, message));
            case CHAIR_ACTION -> List.of(error(user, ErrorCode.UNAUTHORIZED_OPERATION));
            case HELLO -> List.of(new Answer(user, Known.HELLO_ACK, SUPPORTED));
            case GOODBYE -> goodbye(user);
            case FLOOR_REQUEST_STATUS, USER_STATUS, FLOOR_STATUS ->
                message.response() ? List.of() : List.of(error(user, ErrorCode.UNAUTHORIZED_OPERATION));
            case CHAIR_ACTION_ACK, HELLO_ACK, ERROR, FLOOR_REQUEST_STATUS_ACK, FLOOR_STATUS_ACK, GOODBYE_ACK ->
                List.of();
        };
    }

    private List<FloorAction> request(int user, BfcpMessage message) {
        List<Integer> floors = message.ids(BfcpAttribute.FLOOR_ID);
        if (floors.isEmpty()) {
            return List.of(error(user, ErrorCode.UNABLE_TO_PARSE_MESSAGE));
        }
        if (floors.stream().anyMatch(floor -> floor != FLOOR)) {
            return List.of(error(user, ErrorCode.INVALID_FLOOR_ID));
        }
        if (message.id(BfcpAttribute.BENEFICIARY_ID).orElse(user) != user) {
            return List.of(error(user, ErrorCode.UNAUTHORIZED_OPERATION));
        }
        FloorRequest asked = new FloorRequest(nextId(), user, RequestStatus.PENDING, words(message));
        if (holds(user)) {
            return again(asked);
        }
        if (locked || handover == FloorPolicy.HOLDER_KEEPS && holder.isPresent()) {
            return List.of(status(user, asked.now(RequestStatus.DENIED)));
        }
        List<FloorAction> actions = new ArrayList<>();
        if (handover == FloorPolicy.HEARING_DECIDES) {
            requests.put(user, asked);
            actions.add(status(user, asked));
            actions.add(new FloorAsked(user));
        } else {
            take(asked, actions);
            actions.addFirst(status(user, request(user)));
        }
        tellWatchers(actions);
        return actions;
    }

    /**
     * A room that asks for what it has does not know that it has it. Its request of before is replaced, so that a release of
     * that, should it come late, does not end this one.
     */
    private List<FloorAction> again(FloorRequest asked) {
        requests.put(asked.user(), asked.now(RequestStatus.GRANTED));
        List<FloorAction> actions = new ArrayList<>();
        actions.add(status(asked.user(), request(asked.user())));
        tellWatchers(actions);
        return actions;
    }

    private List<FloorAction> release(int user, BfcpMessage message) {
        Optional<FloorRequest> named = named(message);
        if (named.isEmpty()) {
            return List.of(error(user, notFound(message)));
        }
        FloorRequest request = named.get();
        if (request.user() != user) {
            return List.of(error(user, ErrorCode.UNAUTHORIZED_OPERATION));
        }
        List<FloorAction> actions = new ArrayList<>();
        actions.add(status(user, request.now(holds(user) ? RequestStatus.RELEASED : RequestStatus.CANCELLED)));
        end(user, actions);
        return actions;
    }

    private Answer tellOfRequest(int user, BfcpMessage message) {
        return named(message).map(request -> status(user, request)).orElseGet(() -> error(user, notFound(message)));
    }

    private Answer tellOfUser(int user, BfcpMessage message) {
        int about = message.id(BfcpAttribute.BENEFICIARY_ID).orElse(user);
        String name = names.get(about);
        if (name == null) {
            return error(user, ErrorCode.USER_DOES_NOT_EXIST);
        }
        List<BfcpAttribute> attributes = new ArrayList<>();
        attributes.add(BfcpAttribute.group(
                BfcpAttribute.BENEFICIARY_INFORMATION,
                about,
                BfcpAttribute.text(BfcpAttribute.USER_DISPLAY_NAME, name)));
        FloorRequest request = requests.get(about);
        if (request != null) {
            attributes.add(information(request));
        }
        return new Answer(user, Known.USER_STATUS, attributes);
    }

    /** A query without a floor ends what one with it began (RFC 8855, section 12.1.1). */
    private Answer watch(int user, BfcpMessage message) {
        List<Integer> floors = message.ids(BfcpAttribute.FLOOR_ID);
        if (floors.isEmpty()) {
            watching.remove(user);
            return new Answer(user, Known.FLOOR_STATUS, List.of());
        }
        if (floors.stream().anyMatch(floor -> floor != FLOOR)) {
            return error(user, ErrorCode.INVALID_FLOOR_ID);
        }
        watching.add(user);
        return new Answer(user, Known.FLOOR_STATUS, floorStatus());
    }

    private List<FloorAction> goodbye(int user) {
        List<FloorAction> actions = new ArrayList<>();
        actions.add(new Answer(user, Known.GOODBYE_ACK, List.of()));
        actions.addAll(lost(user));
        actions.add(new SaidGoodbye(user));
        return actions;
    }

    /** Whoever has the floor loses it, and the one who asked has it. */
    private void take(FloorRequest asked, List<FloorAction> actions) {
        tellRevoked(actions);
        holder = OptionalInt.of(asked.user());
        requests.put(asked.user(), asked.now(RequestStatus.GRANTED));
        actions.add(new FloorTaken(asked.user()));
    }

    private void tellRevoked(List<FloorAction> actions) {
        if (holder.isPresent()) {
            int before = holder.getAsInt();
            actions.add(tell(before, request(before).now(RequestStatus.REVOKED)));
            requests.remove(before);
            holder = OptionalInt.empty();
        }
    }

    private void end(int user, List<FloorAction> actions) {
        if (requests.remove(user) == null) {
            return;
        }
        if (holds(user)) {
            holder = OptionalInt.empty();
            actions.add(new FloorFreed());
        } else {
            actions.add(new FloorWithdrawn(user));
        }
        tellWatchers(actions);
    }

    private void tellWatchers(List<FloorAction> actions) {
        watching.forEach(user -> actions.add(new Tell(user, Known.FLOOR_STATUS, floorStatus())));
    }

    private boolean holds(int user) {
        return holder.isPresent() && holder.getAsInt() == user;
    }

    private FloorRequest request(int user) {
        FloorRequest request = requests.get(user);
        if (request == null) {
            throw new IllegalStateException("user %d asks for nothing".formatted(user));
        }
        return request;
    }

    private Optional<FloorRequest> named(BfcpMessage message) {
        OptionalInt id = message.id(BfcpAttribute.FLOOR_REQUEST_ID);
        return requests.values().stream()
                .filter(request -> id.isPresent() && request.id() == id.getAsInt())
                .findFirst();
    }

    private static ErrorCode notFound(BfcpMessage message) {
        return message.id(BfcpAttribute.FLOOR_REQUEST_ID).isEmpty()
                ? ErrorCode.UNABLE_TO_PARSE_MESSAGE
                : ErrorCode.FLOOR_REQUEST_ID_DOES_NOT_EXIST;
    }

    private static Optional<String> words(BfcpMessage message) {
        return message.attributes().stream()
                .filter(attribute -> attribute.type() == BfcpAttribute.PARTICIPANT_PROVIDED_INFO)
                .map(attribute -> ((BfcpAttribute.Text) attribute).text())
                .findFirst();
    }

    private int nextId() {
        do {
            lastId = lastId % LARGEST_ID + 1;
        } while (requests.values().stream().anyMatch(request -> request.id() == lastId));
        return lastId;
    }

    private BfcpAttribute information(FloorRequest request) {
        return request.information(FLOOR, names.getOrDefault(request.user(), ""));
    }

    private List<BfcpAttribute> floorStatus() {
        List<BfcpAttribute> attributes = new ArrayList<>();
        attributes.add(BfcpAttribute.id(BfcpAttribute.FLOOR_ID, FLOOR));
        requests.values().forEach(request -> attributes.add(information(request)));
        return attributes;
    }

    private Answer status(int user, FloorRequest request) {
        return new Answer(user, Known.FLOOR_REQUEST_STATUS, List.of(information(request)));
    }

    private Tell tell(int user, FloorRequest request) {
        return new Tell(user, Known.FLOOR_REQUEST_STATUS, List.of(information(request)));
    }

    private static Answer error(int user, ErrorCode code) {
        return new Answer(user, Known.ERROR, error(code));
    }

    /** The attributes of an Error message (RFC 8855, section 5.3.13). */
    static List<BfcpAttribute> error(ErrorCode code) {
        return List.of(new BfcpAttribute.ErrorCodeAttribute(true, code.code(), ""));
    }

    private static Answer unknownAttributes(int user, List<Integer> types) {
        StringBuilder details = new StringBuilder();
        types.forEach(type -> details.append("%02x".formatted(type << 1)));
        return new Answer(
                user,
                Known.ERROR,
                List.of(new BfcpAttribute.ErrorCodeAttribute(
                        true, ErrorCode.UNKNOWN_MANDATORY_ATTRIBUTE.code(), details.toString())));
    }

    private void requireUser(int user) {
        if (!names.containsKey(user)) {
            throw new IllegalArgumentException("user: %d (expected: one who has come)".formatted(user));
        }
    }

    private static final List<BfcpAttribute> SUPPORTED = List.of(
            new BfcpAttribute.Supported(
                    BfcpAttribute.SUPPORTED_PRIMITIVES,
                    true,
                    IntStream.rangeClosed(Known.FLOOR_REQUEST.code(), Known.GOODBYE_ACK.code())
                            .boxed()
                            .toList()),
            new BfcpAttribute.Supported(
                    BfcpAttribute.SUPPORTED_ATTRIBUTES,
                    true,
                    IntStream.rangeClosed(BfcpAttribute.BENEFICIARY_ID, BfcpAttribute.OVERALL_REQUEST_STATUS)
                            .boxed()
                            .toList()));
}
