package org.courtbridge.h323.asn1;

import java.util.function.Supplier;
import org.courtbridge.h323.per.PerReader;
import org.courtbridge.h323.per.PerWriter;
import org.jspecify.annotations.Nullable;

/** A type that is written down further below, or that holds itself. */
public final class Later extends Compound {

    private final Supplier<Type> supplier;

    /** Once it was asked for; two threads that ask at once get the same. */
    private @Nullable Type type;

    private Later(Supplier<Type> supplier) {
        this.supplier = supplier;
    }

    /** @param type asked when first a value is read or written */
    public static Later later(Supplier<Type> type) {
        return new Later(type);
    }

    public Type type() {
        Type known = type;
        if (known == null) {
            known = supplier.get();
            type = known;
        }
        return known;
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
