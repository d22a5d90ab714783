package org.courtbridge.h323.asn1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.courtbridge.h323.asn1.Builtin.BOOLEAN;
import static org.courtbridge.h323.asn1.Builtin.extensibleInteger;
import static org.courtbridge.h323.asn1.Builtin.ia5String;
import static org.courtbridge.h323.asn1.Builtin.integer;
import static org.courtbridge.h323.asn1.Builtin.integerFrom;
import static org.courtbridge.h323.asn1.ChoiceType.choice;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;
import static org.courtbridge.h323.asn1.Component.optional;
import static org.courtbridge.h323.asn1.EnumeratedType.enumerated;
import static org.courtbridge.h323.asn1.Later.later;
import static org.courtbridge.h323.asn1.ListType.listOf;
import static org.courtbridge.h323.asn1.SequenceType.sequence;

import java.util.Arrays;
import org.courtbridge.h323.per.PerException;
import org.courtbridge.h323.per.Size;
import org.junit.jupiter.api.Test;

class Asn1Test {

    private static final SequenceType OLD =
            sequence("Room", field("seats", integer(0, 255)), optional("name", ia5String(Size.of(1, 32))), MORE);

    private static final SequenceType NEW = sequence(
            "Room",
            field("seats", integer(0, 255)),
            optional("name", ia5String(Size.of(1, 32))),
            MORE,
            optional("heated", BOOLEAN),
            optional("doors", integer(1, 8)));

    private static final ChoiceType OLD_CHOICE = choice("Reply", field("yes"), field("no"), MORE);

    private static final ChoiceType NEW_CHOICE =
            choice("Reply", field("yes"), field("no"), MORE, field("perhaps", integer(0, 255)));

    /** A list within a list, without end. */
    private static final SequenceType TREE = sequence("Tree", field("trees", listOf(later(Asn1Test::tree), 0, 3)));

    private static Type tree() {
        return TREE;
    }

    @Test
    void writesWhatTheRulesSay() {
        Sequence room = NEW.build().set("seats", 3).set("doors", 2).done();

        // extended, no name; 3; two additions of which the second; an octet: 001 in three bits
        assertThat(Octets.of(NEW.encode(room))).hasToString("800302" + "80" + "0120");
        assertThat(NEW.decode(NEW.encode(room))).isEqualTo(room);
    }

    @Test
    void readsWhatHasNoAdditionsAsItWasBuilt() {
        Sequence room = NEW.build().set("seats", 3).done();

        Sequence seen = (Sequence) NEW.decode(NEW.encode(room));

        assertThat(seen).isEqualTo(room).hasSameHashCodeAs(room);
        assertThat(seen.has("doors")).isFalse();
        assertThat(seen.but().set("doors", 2).done())
                .isEqualTo(NEW.build().set("seats", 3).set("doors", 2).done());
    }

    @Test
    void keepsAdditionsThatItDoesNotKnow() {
        byte[] sent = NEW.encode(
                NEW.build().set("seats", 3).set("heated", true).set("doors", 2).done());

        Sequence seen = (Sequence) OLD.decode(sent);

        assertThat(seen.number("seats")).isEqualTo(3);
        assertThat(seen.unknownAdditions()).containsExactly(Octets.ofHex("80"), Octets.ofHex("20"));
        assertThat(OLD.encode(seen)).isEqualTo(sent);
        assertThat(seen).hasToString("{seats: 3, UNKNOWN: 80, UNKNOWN: 20}");
    }

    @Test
    void writesTheAdditionsOfAnOlderSenderAsItDid() {
        SequenceType between = sequence(
                "Room",
                field("seats", integer(0, 255)),
                optional("name", ia5String(Size.of(1, 32))),
                MORE,
                optional("heated", BOOLEAN));
        byte[] sent = between.encode(between.build()
                .set("seats", 3)
                .set("name", "A")
                .set("heated", true)
                .done());

        Sequence seen = (Sequence) NEW.decode(sent);

        assertThat(seen.flag("heated")).isTrue();
        assertThat(seen.find("doors", Long.class)).isEmpty();
        assertThat(NEW.encode(seen)).isEqualTo(sent);
        assertThat(((Sequence) NEW.decode(NEW.encode(seen.but().set("doors", 8).done()))).number("doors"))
                .isEqualTo(8);
    }

    @Test
    void keepsAnAlternativeThatItDoesNotKnow() {
        byte[] sent = NEW_CHOICE.encode(NEW_CHOICE.value("perhaps", 7L));

        Choice seen = (Choice) OLD_CHOICE.decode(sent);

        assertThat(seen.name()).isEmpty();
        assertThat(seen).hasToString("UNKNOWN(2): 07");
        assertThat(OLD_CHOICE.encode(seen)).isEqualTo(sent);
        assertThat(((Choice) NEW_CHOICE.decode(sent)).find("perhaps", Long.class))
                .contains(7L);
    }

    @Test
    void keepsAnEnumeratedValueThatItDoesNotKnow() {
        EnumeratedType old = enumerated("Light", "red", "green").orMore();
        EnumeratedType later = enumerated("Light", "red", "green").orMore("blue");
        byte[] sent = later.encode(later.value("blue"));

        assertThat(old.decode(sent)).hasToString("UNKNOWN(2)");
        assertThat(old.encode(old.decode(sent))).isEqualTo(sent);
    }

    @Test
    void readsIntegersWhoseBoundsAreNotTheLastWord() {
        Builtin extensible = extensibleInteger(1, 32_768);

        assertThat(Octets.of(extensible.encode(2198L))).hasToString("000895");
        assertThat(Octets.of(extensible.encode(40_000L))).hasToString("8003009c40");
        assertThat(extensible.decode(extensible.encode(40_000L))).isEqualTo(40_000L);
        assertThatThrownBy(() ->
                        extensible.decode(Octets.ofHex("8009010000000000000000").toArray()))
                .isInstanceOf(PerException.class)
                .hasMessage("integer: 65 bits (expected: <= 63)");
        assertThat(Octets.of(integerFrom(1).encode(300L))).hasToString("02012b");
        assertThat(integerFrom(1).decode(integerFrom(1).encode(300L))).isEqualTo(300L);
    }

    @Test
    void refusesCharactersBetweenThosePermitted() {
        Builtin key = ia5String(Size.fixed(1), "0123456789#*ABCD!");

        assertThat(key.decode(new byte[] {'#'})).isEqualTo("#");
        assertThatThrownBy(() -> key.decode(new byte[] {'$'}))
                .isInstanceOf(PerException.class)
                .hasMessage("character code: 36 (not of the alphabet)");
        assertThatThrownBy(() -> key.encode("$")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesNestingBeyondReason() {
        byte[] deep = new byte[64];
        Arrays.fill(deep, (byte) 0x55);

        assertThatThrownBy(() -> TREE.decode(deep))
                .isInstanceOf(PerException.class)
                .hasMessageContaining("depth");
    }

    @Test
    void refusesWhatComesAfterTheEnd() {
        assertThatThrownBy(() -> OLD.decode(new byte[] {0, 3, 0}))
                .isInstanceOf(PerException.class)
                .hasMessage("after the end of Room: 1 octets");
    }

    @Test
    void saysWhatIsWrongWithAValue() {
        assertThatThrownBy(() -> NEW.build().set("windows", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Room has no windows");
        assertThatThrownBy(() -> NEW.encode(NEW.build().set("name", "A").done()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Room lacks seats");
        assertThatThrownBy(() -> NEW.encode(NEW.build().set("seats", "three").done()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("INTEGER (0..255): a String (expected: Long)");
    }
}
