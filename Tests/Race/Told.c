// Tells Thread Sanitizer of steps in Swift's libraries that it cannot see, because they are not instrumented, and would
// take what they order for races. Preloaded into every program of a run; without the sanitizer it does nothing.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>

extern void __tsan_acquire(void *) __attribute__((weak));
extern void __tsan_release(void *) __attribute__((weak));
extern void *swift_task_getCurrent(void) __attribute__((weak));

// Mutex: a free one is taken in the caller, which is instrumented; one that is held, in libswiftSynchronization.
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *self

static SWIFT void (*real_lock)(uint32_t, SELF);
static SWIFT void (*real_unlock)(SELF);

SWIFT void told_lock(uint32_t thread, SELF) __asm__(LOCK);
SWIFT void told_lock(uint32_t thread, SELF) {
    real_lock(thread, self);
    if (__tsan_acquire) __tsan_acquire(self);
}

SWIFT void told_unlock(SELF) __asm__(UNLOCK);
SWIFT void told_unlock(SELF) {
    if (__tsan_release) __tsan_release(self);
    real_unlock(self);
}

// Continuations: who resumes one releases its task, and a task that was suspended acquires itself when it runs again.
// One that was resumed before it came to wait just goes on. So all acquire themselves where the call returns.
#define CHECKED "$ss23withCheckedContinuation9isolation8function_xScA_pSgYi_SSyScCyxs5NeverOGXEtYalF"
#define THROWING "$ss31withCheckedThrowingContinuation9isolation8function_xScA_pSgYi_SSyScCyxs5Error_pGXEtYaKlF"
#define ASYNC __attribute__((swiftasynccall))
#define CALL __attribute__((swift_async_context)) Call *call
// Result, isolation, function, body and type of `with…Continuation`.
#define PARAMETERS void *a, void *b, void *c, void *d, void *e, void *f, void *g, void *h
#define ARGUMENTS a, b, c, d, e, f, g, h

// The beginning of the runtime's AsyncContext: who called, and where it goes on.
typedef struct Call Call;
struct Call {
    void *caller;
    ASYNC void (*next)(CALL, SELF);
};

// An error comes in the register of self.
static ASYNC void told_next(CALL, SELF) {
    Call *saved = call->caller;
    *call = *saved;
    free(saved);
    __tsan_acquire(swift_task_getCurrent());
    __attribute__((musttail)) return call->next(call, self);
}

static void tell(Call *call) {
    Call *saved = __tsan_acquire ? malloc(sizeof *saved) : NULL;
    if (!saved) return;
    *saved = *call;
    *call = (Call){saved, told_next};
}

static ASYNC void (*real_checked)(PARAMETERS, CALL);
static ASYNC void (*real_throwing)(PARAMETERS, CALL);

ASYNC void told_checked(PARAMETERS, CALL) __asm__(CHECKED);
ASYNC void told_checked(PARAMETERS, CALL) {
    tell(call);
    __attribute__((musttail)) return real_checked(ARGUMENTS, call);
}

ASYNC void told_throwing(PARAMETERS, CALL) __asm__(THROWING);
ASYNC void told_throwing(PARAMETERS, CALL) {
    tell(call);
    __attribute__((musttail)) return real_throwing(ARGUMENTS, call);
}

__attribute__((constructor)) static void find(void) {
    real_lock = dlsym(RTLD_NEXT, LOCK);
    real_unlock = dlsym(RTLD_NEXT, UNLOCK);
    real_checked = dlsym(RTLD_NEXT, CHECKED);
    real_throwing = dlsym(RTLD_NEXT, THROWING);
}
