package io.mynah.engine.base;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The memory of native code, which the C library keeps when ONNX Runtime has freed it: a hundred megabytes after loading. */
final class NativeHeap {
    private static final Logger LOG = LoggerFactory.getLogger(NativeHeap.class);

    private NativeHeap() {}

    /** Gives what is free back to the system, where the JVM knows how to (HotSpot on Linux). */
    static void trim() {
        try {
            Object answer = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "systemTrimNativeHeap",
                            new Object[0],
                            new String[0]);
            LOG.debug("{}", String.valueOf(answer).strip());
        } catch (JMException e) {
            LOG.debug("This JVM cannot trim the native heap: {}", e.toString());
        }
    }
}
