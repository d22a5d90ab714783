package org.courtbridge.h323.asn1;

import static java.util.stream.Collectors.joining;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.courtbridge.h323.per.BitString;
import org.courtbridge.h323.per.Bounds;
import org.courtbridge.h323.per.ObjectIdentifier;
import org.courtbridge.h323.per.Size;

/** Values of any type within its bounds, large ones now and then, nested no deeper than a reader takes. */
public final class RandomValues {

    /** From here on values are kept as flat as their type allows. */
    private static final int DEEP = 12;

    private static final int FEW = 4;

    /** Of a type that holds itself at all events. */
    private static final int ENDLESS = 1000;

    private final RandomGenerator random;
    private final Map<Type, Integer> heights = new HashMap<>();

    public RandomValues(RandomGenerator random) {
        this.random = random;
    }

    public Object of(Type type) {
        return of(type, 0);
    }

    private Object of(Type type, int depth) {
        return switch (type) {
            case Later later -> of(later.type(), depth);
            case SequenceType sequence -> sequence(sequence, depth);
            case ChoiceType choice -> choice(choice, depth);
            case ListType list ->
                Stream.generate(() -> of(list.item(), depth + 1))
                        .limit(count(list.size(), depth))
                        .toList();
            case EnumeratedType enumerated ->
                enumerated.values().get(random.nextInt(enumerated.values().size()));
            case Builtin builtin -> builtin(builtin);
        };
    }

    private Sequence sequence(SequenceType type, int depth) {
        Sequence.Builder builder = type.build();
        for (int i = 0; i < type.components().size(); i++) {
            Component component = type.components().get(i);
            boolean mayLack = component.optional() || i >= type.root();
            if (!mayLack || depth < DEEP && random.nextInt(depth + 2) == 0) {
                builder.set(component.name(), of(component.type(), depth + 1));
            }
        }
        return builder.done();
    }

    private Choice choice(ChoiceType type, int depth) {
        List<Component> alternatives = type.alternatives();
        Component one = depth < DEEP
                ? alternatives.get(random.nextInt(alternatives.size()))
                : alternatives.stream()
                        .min(Comparator.comparing(alternative -> height(alternative.type())))
                        .orElseThrow();
        return type.value(one.name(), of(one.type(), depth + 1));
    }

    /** Levels of the flattest value of a type. */
    private int height(Type type) {
        Integer known = heights.get(type);
        if (known != null) {
            return known;
        }
        heights.put(type, ENDLESS);
        int height = switch (type) {
            case Later later -> height(later.type());
            case SequenceType sequence ->
                1
                        + IntStream.range(0, sequence.root())
                                .mapToObj(sequence.components()::get)
                                .filter(component -> !component.optional())
                                .mapToInt(component -> height(component.type()))
                                .max()
                                .orElse(0);
            case ChoiceType choice ->
                1
                        + choice.alternatives().stream()
                                .mapToInt(alternative -> height(alternative.type()))
                                .min()
                                .orElse(0);
            case ListType list -> list.size().lower() == 0 ? 0 : 1 + height(list.item());
            case EnumeratedType enumerated -> 0;
            case Builtin builtin -> 0;
        };
        heights.put(type, height);
        return height;
    }

    private int count(Size size, int depth) {
        if (depth >= DEEP) {
            return size.lower();
        }
        return Math.min(size.upper(), size.lower() + random.nextInt(FEW));
    }

    /** Of characters, octets or bits. */
    private int length(Size size) {
        int most = switch (random.nextInt(50)) {
            case 0 -> 300;
            case 1 -> 20_000;
            default -> 10;
        };
        return (int) Math.min(size.upper(), size.lower() + (long) random.nextInt(most));
    }

    private Object builtin(Builtin type) {
        return switch (type) {
            case Builtin.BooleanType any -> random.nextBoolean();
            case Builtin.NullType any -> Null.NULL;
            case Builtin.IntegerType integer -> integer(integer.bounds());
            case Builtin.ExtensibleIntegerType integer ->
                random.nextBoolean()
                        ? integer(integer.bounds())
                        : integer.bounds().upper() + 1 + random.nextInt();
            case Builtin.SemiConstrainedType integer ->
                integer.lower() + (random.nextLong() >>> 1 + random.nextInt(62));
            case Builtin.BigIntegerType any ->
                BigInteger.valueOf(random.nextLong())
                        .shiftRight(random.nextInt(64))
                        .shiftLeft(random.nextInt(64));
            case Builtin.OctetStringType octets -> Octets.of(octets(length(octets.size())));
            case Builtin.BitStringType bits ->
                BitString.of(Stream.generate(() -> random.nextBoolean() ? "1" : "0")
                        .limit(length(bits.size()))
                        .collect(joining()));
            case Builtin.StringType string -> string(string);
            case Builtin.GeneralStringType any -> characters(length(Size.ANY), 0x00, 0xFF);
            case Builtin.ObjectIdentifierType any ->
                ObjectIdentifier.of("%d.%d.%d.%d"
                        .formatted(
                                random.nextInt(3), random.nextInt(40), random.nextInt(300), random.nextLong() >>> 8));
        };
    }

    private long integer(Bounds bounds) {
        return switch (random.nextInt(4)) {
            case 0 -> bounds.lower();
            case 1 -> bounds.upper();
            default -> random.nextLong(bounds.lower(), bounds.upper() + 1);
        };
    }

    private byte[] octets(int count) {
        byte[] octets = new byte[count];
        random.nextBytes(octets);
        return octets;
    }

    private String string(Builtin.StringType type) {
        int length = length(type.size());
        String permitted = type.alphabet().characters();
        if (permitted.isEmpty()) {
            return characters(length, 0, type.name().equals("BMPString") ? 0xFFFF : 0x7F);
        }
        return random.ints(length, 0, permitted.length())
                .collect(StringBuilder::new, (text, i) -> text.append(permitted.charAt(i)), StringBuilder::append)
                .toString();
    }

    private String characters(int length, int first, int last) {
        return random.ints(length, first, last + 1)
                .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
                .toString();
    }
}
