package org.courtbridge.h323.asn1;

import org.courtbridge.h323.per.PerReader;

/**
 * A type that is made of others, or that stands for one. An abstract class, as the reading of such a type within another is the
 * commonest call that there is, and a call of a class's method costs half of one of an interface's.
 */
public abstract sealed class Compound implements Type
        permits SequenceType, ChoiceType, ListType, EnumeratedType, Later {

    Compound() {}

    @Override
    public abstract Object read(PerReader in);
}
