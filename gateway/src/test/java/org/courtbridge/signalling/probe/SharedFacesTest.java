package org.courtbridge.signalling.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.courtbridge.codecs.measure.picture.face.FaceBox;
import org.courtbridge.codecs.measure.picture.face.FaceFinder;
import org.courtbridge.codecs.video.I420Picture;
import org.junit.jupiter.api.Test;

class SharedFacesTest {

    private static final I420Picture PICTURE = I420Picture.black(16, 16);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
    private Runnable work = () -> now.addAndGet(64);
    private boolean closed;

    private final SharedFaces faces = new SharedFaces(
            () -> new FaceFinder() {
                @Override
                public List<FaceBox> find(I420Picture picture) {
                    work.run();
                    return List.of(new FaceBox(1, 1, 8, 8, 1));
                }

                @Override
                public boolean isSureOfNone() {
                    return true;
                }

                @Override
                public void close() {
                    closed = true;
                }
            },
            now::get);

    @Test
    void restsAsLongAsItWorked() {
        assertThat(faces.hasTime()).isTrue();
        assertThat(faces.find(PICTURE)).hasSize(1);
        now.addAndGet(63);
        assertThat(faces.hasTime()).isFalse();
        now.addAndGet(1);
        assertThat(faces.hasTime()).isTrue();
    }

    @Test
    void findsNobodyAndIsNotSureWhereTheLibrariesDoNotLoad() {
        AtomicInteger asked = new AtomicInteger();
        try (SharedFaces broken = new SharedFaces(
                () -> {
                    asked.incrementAndGet();
                    throw new UnsatisfiedLinkError("libgtk-x11-2.0.so.0: cannot open shared object file");
                },
                now::get)) {
            broken.warmUp();
            assertThat(broken.find(PICTURE)).isEmpty();
            assertThat(broken.isSureOfNone()).isFalse();
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void hasNoTimeWhileItWorks() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        work = () -> {
            begun.countDown();
            await(end);
        };
        CompletableFuture<List<FaceBox>> found = CompletableFuture.supplyAsync(() -> faces.find(PICTURE));
        await(begun);
        assertThat(faces.hasTime()).isFalse();
        end.countDown();
        found.get(60, TimeUnit.SECONDS);
        assertThat(faces.hasTime()).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void isSureOfNothingAfterTheEnd() {
        assertThat(faces.isSureOfNone()).isTrue();
        faces.close();
        assertThat(closed).isTrue();
        assertThat(faces.find(PICTURE)).isEmpty();
        assertThat(faces.isSureOfNone()).isFalse();
    }
}
