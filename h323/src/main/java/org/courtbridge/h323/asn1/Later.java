package org.courtbridge.h323.asn1;

import java.util.function.Supplier;
import org.courtbridge.h323.per.PerReader;
import org.courtbridge.h323.per.PerWriter;

/** A type that is written down further below, or that holds itself. */
public final class Later implements Type {

    private final Supplier<Type> type;

    private Later(Supplier<Type> type) {
        this.type = type;
    }

    /** @param type asked when first a value is read or written */
    public static Later later(Supplier<Type> type) {
        return new Later(type);
    }

    public Type type() {
        return type.get();
    }

    @Override
    public String name() {
        return type().name();
    }

    @Override
    public Object read(PerReader in) {
        return type().read(in);
    }

    @Override
    public void write(PerWriter out, Object value) {
        type().write(out, value);
    }
}
