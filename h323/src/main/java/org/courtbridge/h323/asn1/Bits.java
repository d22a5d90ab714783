package org.courtbridge.h323.asn1;

import java.util.List;
import java.util.stream.Collectors;

/** The value of a BIT STRING, first bit first. */
public record Bits(List<Boolean> list) {

    public Bits {
        list = List.copyOf(list);
    }

    /** @param bits such as "0110" */
    public static Bits of(String bits) {
        return new Bits(bits.chars().mapToObj(bit -> bit == '1').toList());
    }

    @Override
    public String toString() {
        return list.stream().map(bit -> bit ? "1" : "0").collect(Collectors.joining());
    }
}
