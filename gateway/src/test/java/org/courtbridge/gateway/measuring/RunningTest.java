package org.courtbridge.gateway.measuring;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.platform.commons.support.AnnotationSupport;

/** The test on whose thread this is asked for. */
record RunningTest(Class<?> type, String method) {

    private static final String OURS = "org.courtbridge.";

    /** Whatever of ours was called first in this thread. */
    static RunningTest find() {
        List<StackFrame> ours = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.filter(frame -> frame.getClassName().startsWith(OURS))
                        .toList());
        StackFrame first = ours.getLast();
        return new RunningTest(first.getDeclaringClass(), first.getMethodName());
    }

    /** Whether the method or its class bears the tag. */
    boolean isTagged(String tag) {
        Stream<AnnotatedElement> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(each -> each.getName().equals(method))
                .map(AnnotatedElement.class::cast);
        return Stream.concat(methods, Stream.of(type))
                .flatMap(element -> AnnotationSupport.findRepeatableAnnotations(element, Tag.class).stream())
                .anyMatch(found -> found.value().equals(tag));
    }

    @Override
    public String toString() {
        return type.getName() + "#" + method;
    }
}
