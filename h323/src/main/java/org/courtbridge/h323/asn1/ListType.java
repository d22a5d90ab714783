package org.courtbridge.h323.asn1;

import java.util.List;
import java.util.function.Function;
import org.courtbridge.h323.per.PerReader;
import org.courtbridge.h323.per.PerWriter;
import org.courtbridge.h323.per.Size;

/** A SEQUENCE OF (X.691, clause 20) or SET OF (clause 22), whose items keep their order. */
public final class ListType extends Compound {

    private final Type item;
    private final Size size;
    private final Function<PerReader, Object> read;

    private ListType(Type item, Size size) {
        this.item = item;
        this.size = size;
        this.read = item::read;
    }

    public static ListType listOf(Type item) {
        return new ListType(item, Size.ANY);
    }

    /** @param lower items at least @param upper items at most */
    public static ListType listOf(Type item, int lower, int upper) {
        return new ListType(item, Size.of(lower, upper));
    }

    public Type item() {
        return item;
    }

    public Size size() {
        return size;
    }

    @Override
    public String name() {
        return "SEQUENCE OF " + item.name();
    }

    @Override
    public Object read(PerReader in) {
        return in.list(size, read);
    }

    @Override
    public void write(PerWriter out, Object value) {
        out.list(List.<Object>copyOf(Type.cast(value, List.class, this)), size, item::write);
    }
}
