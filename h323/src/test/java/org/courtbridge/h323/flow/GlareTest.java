package org.courtbridge.h323.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.courtbridge.h323.call.Call;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.flow.Room.Habits;
import org.courtbridge.h323.h245.AudioCapability;
import org.courtbridge.h323.h245.AudioCoding;
import org.courtbridge.h323.h245.Capabilities;
import org.courtbridge.h323.h245.Capability;
import org.courtbridge.h323.h245.ChannelChoice;
import org.courtbridge.h323.h245.ChannelMessage.RejectCause;
import org.courtbridge.h323.h245.ConflictRule;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.DataType;
import org.courtbridge.h323.h245.Direction;
import org.courtbridge.h323.h245.H2250Capability;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two endpoints that want the same at the same time. */
class GlareTest {

    private final Network network = new Network();

    private Room room(int host, String name, boolean tunnelling) {
        return new Room(network, host, name, new Habits(tunnelling, false, false), false);
    }

    private void connect(Room caller, Room callee) {
        caller.call(callee);
        network.run();
        callee.answer();
        network.run();
    }

    /** Two Setups that cross are two calls, each on a connection of its own: whoever has one line is busy for the other. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofTwoSetupsWithOneLineEach(boolean tunnelling) {
        Room alice = room(3, "alice", tunnelling);
        Room bob = room(4, "bob", tunnelling);
        alice.call(bob);
        bob.call(alice);
        network.run();

        for (Room room : List.of(alice, bob)) {
            assertThat(room.state()).isEqualTo(Call.State.ENDED);
            assertThat(room.end().all(CallAction.Released.class))
                    .containsExactly(new CallAction.Released(ReleaseReason.BUSY, false));
            assertThat(room.refused).singleElement().satisfies(other -> {
                assertThat(other.call.state()).isEqualTo(Call.State.ENDED);
                assertThat(other.call.deadline()).isEmpty();
                assertThat(other.signalling().isOpen()).isFalse();
            });
            assertThat(room.end().signalling().isOpen()).isFalse();
        }
        connect(bob, alice);
        assertThat(alice.state()).isEqualTo(Call.State.CONNECTED);
        assertThat(bob.state()).isEqualTo(Call.State.CONNECTED);
        assertThat(alice.receiving).isEqualTo(bob.sending).hasSize(2);
        assertThat(bob.receiving).isEqualTo(alice.sending).hasSize(2);
    }

    /** Both open a channel of sound at once, in codings that do not go together: the master's stays. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofTwoChannelsThatCannotBeOpenTogether(boolean tunnelling) {
        Room alice = room(3, "alice", tunnelling);
        Room bob = room(4, "bob", tunnelling);
        alice.ours = sound(AudioCoding.G711_ALAW_64K, AudioCoding.G711_ULAW_64K);
        bob.ours = sound(AudioCoding.G711_ULAW_64K, AudioCoding.G711_ALAW_64K);
        alice.conflicts = ConflictRule.ONE_CODING_OF_SOUND;
        bob.conflicts = ConflictRule.ONE_CODING_OF_SOUND;
        connect(alice, bob);

        boolean aliceIsMaster =
                alice.heard(ControlAction.Determined.class).getLast().weAreMaster();
        assertThat(bob.heard(ControlAction.Determined.class))
                .containsExactly(new ControlAction.Determined(!aliceIsMaster));
        Room master = aliceIsMaster ? alice : bob;
        Room slave = aliceIsMaster ? bob : alice;
        assertThat(master.heard(ControlAction.OpenFailed.class)).isEmpty();
        assertThat(slave.heard(ControlAction.OpenFailed.class))
                .extracting(ControlAction.OpenFailed::cause)
                .containsExactly(RejectCause.MASTER_SLAVE_CONFLICT);
        assertThat(coding(alice)).isEqualTo(coding(bob));
        assertThat(alice.receiving).isEqualTo(bob.sending).hasSize(1);
        assertThat(bob.receiving).isEqualTo(alice.sending).hasSize(1);
        assertThat(slave.heard(ControlAction.Opened.class)).hasSize(1);
    }

    private static AudioCoding coding(Room room) {
        return ((AudioCapability.Frames) ((DataType.Audio) room.codings.get(ChannelChoice.SOUND)).capability())
                .coding();
    }

    private static Capabilities sound(AudioCoding... preferred) {
        return Capabilities.of(
                new H2250Capability(250, List.of()),
                Stream.of(preferred)
                        .<Capability>map(coding ->
                                new Capability.Audio(Direction.RECEIVE, new AudioCapability.Frames(coding, 20)))
                        .toList());
    }
}
