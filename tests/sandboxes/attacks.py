"""What hostile files try, as tables: a purpose, and a body of a function.

Test code only reads these bodies; they run in a sandbox.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Attack:
    """One attack; its body returns True where it got through.

    `through`: without a wall it does, for any user. `only` are the tiers that promise to stop it.
    """

    purpose: str
    body: str
    through: bool = False
    only: str = "AB"


# What every attack knows: paths, numbers of processes, addresses. `libc`, and NR for calls by name.
TARGETS = (
    "canary", "spare", "pid", "server", "site", "grader", "students",
    "tcp", "tcp6", "udp", "unix", "dgram", "abstract",
)  # fmt: skip
PREAMBLE = """
import ctypes, fcntl, gc, json, mmap, os, resource, signal, socket, struct, sys, time
libc = ctypes.CDLL(None, use_errno=True)

def call(name, *arguments):
    words = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return libc.syscall(ctypes.c_long(NR[name]), *words)

def frame(header, body=b''):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack('>II', len(text), len(body)) + text + body

def everywhere(data):
    for fd in range(3, 64):
        try: os.write(fd, data)
        except OSError: pass
"""

STEALING = [
    Attack("read a secret of the machine", "return open(canary).read() == 'secret'", True),
    Attack("see that a file exists", "return os.stat(canary).st_size == 6", True, "A"),
    Attack("ask whether a file may be read", "return os.access(canary, os.R_OK)", True, "A"),
    Attack("list the folder of the secret",
           "return 'canary' in os.listdir(os.path.dirname(canary))", True),
    Attack("walk to the secret from scratch", "return len(open('../' * 20 + canary).read()) == 6",
           True),
    Attack("read it by way of a symbolic link",
           "os.symlink(canary, 'own')\nreturn open('own').read() == 'secret'", True),
    Attack("read it by way of a hard link",
           "os.link(canary, 'own')\nreturn open('own').read() == 'secret'"),
    Attack("move it into scratch",
           "os.rename(spare, 'own')\nreturn open('own').read() == 'spare'"),
    Attack("read it by a folder's descriptor", "root = os.open('/', os.O_PATH)\n"
           "return os.read(os.open(canary[1:], os.O_RDONLY, dir_fd=root), 6) == b'secret'", True),
    Attack("open it for nothing, and then again", "fd = os.open(canary, os.O_PATH)\n"
           "return open(f'/proc/self/fd/{fd}').read() == 'secret'", True),
    Attack("read it with C", "return libc.open(canary.encode(), 0) >= 0", True),
    Attack("read it by a newer call",
           "return call('openat2', -100, canary.encode(), bytes(24), 24) >= 0", True),
    Attack("read it by a handle", "return call('name_to_handle_at', -100, canary.encode(),"
           " struct.pack('=Ii', 128, 0) + bytes(128), ctypes.byref(ctypes.c_int()), 0) == 0"),
    Attack("map it into memory", "with open(canary) as f:\n"
           "  return mmap.mmap(f.fileno(), 6, access=mmap.ACCESS_READ)[:] == b'secret'", True),
    Attack("run it as Python",
           "import runpy\nreturn bool(runpy.run_path(grader + '/solutions/q2_3.py'))", True),
    Attack("import the grader, which knows the references", "import importlib.machinery as m\n"
           "return m.PathFinder.find_spec('grader', [grader]) is not None", True),
    Attack("read the course's reference",
           "return len(open(grader + '/reference/q2_3.py').read()) > 0", True),
    Attack("read the grader's tests",
           "return len(open(grader + '/tests/conftest.py').read()) > 0", True),
    Attack("read another student's work",
           "return open(students + '/bob/q2_3.py').read() == 'answer = 42'", True),
    Attack("list the students", "return 'bob' in os.listdir(students)", True),
    Attack("find the scratch folders of others",
           "return any(n.isdigit() for n in os.listdir('..'))"),
    Attack("import a package that is not allowed",
           "import importlib\nimportlib.import_module('pydantic')\nreturn True", True),
    Attack("list the root of the machine", "return 'proc' in os.listdir('/')", True),
    Attack("read the users of the machine", "return 'root' in open('/etc/passwd').read()", True),
    Attack("ask for the users of the machine", "import pwd\ntry: return bool(pwd.getpwnam('root'))"
           "\nexcept KeyError: return False", True),
    Attack("list a home", "return '.bashrc' in os.listdir('/root')"),
    Attack("look into other processes", "return 'Name' in open(f'/proc/{pid}/status').read()",
           True),
    Attack("look into the own process", "return len(open('/proc/self/maps').read()) > 0", True),
    Attack("list the processes", "return any(n.isdigit() for n in os.listdir('/proc'))", True),
    Attack("read the grader's environment",
           "return b'SECRET' in open(f'/proc/{pid}/environ', 'rb').read()"),
    Attack("read the grader's command line", "return bool(open(f'/proc/{pid}/cmdline').read())",
           True),
    Attack("read the server's command line", "return bool(open(f'/proc/{server}/cmdline').read())",
           True),
    Attack("read the grader's memory", "return bool(open(f'/proc/{pid}/mem', 'rb'))"),
    Attack("read the server's memory", "return bool(open(f'/proc/{server}/mem', 'rb'))"),
    Attack("write its own memory", "return bool(open('/proc/self/mem', 'r+b'))", True),
    Attack("leave by the root of another process",
           "return bool(os.listdir(f'/proc/{pid}/root/etc'))", True),
    Attack("leave by the root of the first process", "return bool(os.listdir('/proc/1/root/etc'))"),
    Attack("find the grader's environment in its own",
           "return any('SECRET' in name for name in os.environ)"),
    Attack("find the grader's environment in C", "words, i = ctypes.POINTER(ctypes.c_char_p)"
           ".in_dll(libc, 'environ'), 0\nwhile words[i]:\n  if b'SECRET' in words[i]: return True\n"
           "  i += 1\nreturn False"),
    Attack("find the server's settings", "return any('socket' in word for word in sys.orig_argv)"),
    Attack("find the server's descriptors", "found = []\nfor fd in range(5, 256):\n"
           "  try: found.append(os.fstat(fd))\n  except OSError: pass\nreturn bool(found)"),
    Attack("find the sealed job", "found = False\nfor fd in range(256):\n"
           "  try: found |= 'memfd' in os.readlink(f'/proc/self/fd/{fd}')\n"
           "  except OSError: pass\nreturn found"),
    Attack("read from a descriptor that it inherited", "found = b''\nfor fd in (0, 1, 2, 3):\n"
           "  try: found += os.read(fd, 99)\n  except OSError: pass\nreturn bool(found)"),
    Attack("find a module of ours", "return any(n.startswith('grader') for n in sys.modules)"),
    Attack("find a class of ours in memory", "return any(isinstance(o, type) and o.__module__ in "
           "('grader.model', 'grader.reference', 'grader.grading') for o in gc.get_objects())"),
    Attack("find an open socket in memory", "found = []\nfor each in gc.get_objects():\n"
           "  if type(each).__name__ == 'socket' and each.fileno() >= 0:\n"
           "    try: found.append(each.send(b'{}'))\n    except OSError: pass\nreturn bool(found)"),
    Attack("use the server's own functions", "frame, found = sys._getframe(), None\n"
           "while frame:\n  found = found or frame.f_locals.get('control')\n"
           "  frame = frame.f_back\nreturn found.send(b'{\"end\": 1}') > 0 if found else False"),
    Attack("read the kernel's log", "return libc.klogctl(3, ctypes.create_string_buffer(99), 99)"
           " > 0"),
    Attack("read the machine's memory", "return bool(open('/dev/mem', 'rb'))"),
    Attack("read the terminal", "return bool(open('/dev/tty'))"),
    Attack("read what the kernel tells", "return bool(os.listdir('/sys'))", True),
    Attack("measure the machine's memory",
           "return libc.sysinfo(ctypes.create_string_buffer(256)) == 0", True),
    Attack("measure the machine's load", "return bool(os.getloadavg())", True),
    Attack("measure the machine's disc", "return os.statvfs('/').f_blocks > 0", True),
]  # fmt: skip

NETWORK = [
    Attack("reach a port", "s = socket.create_connection(('127.0.0.1', tcp), 1)\ns.send(b'x')\n"
           "return True", True),
    Attack("reach a port: inet6", "s = socket.create_connection(('::1', tcp6), 1)\ns.send(b'x')\n"
           "return True", True),
    Attack("send a datagram", "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
           "return s.sendto(b'x', ('127.0.0.1', udp)) == 1", True),
    Attack("send a datagram: inet6", "s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)\n"
           "s.close()\nreturn True", True),
    Attack("reach a socket in a folder", "s = socket.socket(socket.AF_UNIX)\ns.connect(unix)\n"
           "return True", True),
    Attack("send to a socket in a folder", "s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)\n"
           "return s.sendto(b'x', dgram) == 1", True),
    Attack("reach an abstract socket", "s = socket.socket(socket.AF_UNIX)\n"
           "s.connect('\\0' + abstract)\nreturn True", True),
    Attack("take an abstract name", "s = socket.socket(socket.AF_UNIX)\n"
           "s.bind('\\0grader-attack')\nreturn True", True),
    Attack("take a name in scratch", "s = socket.socket(socket.AF_UNIX)\ns.bind('own')\n"
           "return True", True),
    Attack("serve on a port", "s = socket.create_server(('127.0.0.1', 0))\nreturn True", True),
    Attack("make a pair of sockets", "socket.socketpair()\nreturn True", True),
    Attack("ask the kernel for its network",
           "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW).close()\nreturn True", True),
    Attack("name the network's interfaces", "return bool(socket.if_nameindex())", True),
    Attack("listen to all packets", "socket.socket(socket.AF_PACKET, socket.SOCK_RAW)\n"
           "return True"),
    Attack("send raw packets", "socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)\nreturn True"),
    Attack("talk to the machine's host", "socket.socket(40, socket.SOCK_STREAM)\nreturn True"),
    Attack("talk to the kernel's ciphers", "socket.socket(38, socket.SOCK_SEQPACKET)\nreturn True"),
    Attack("reach a port by several ways at once", "socket.socket(socket.AF_INET, "
           "socket.SOCK_STREAM, 262)\nreturn True"),
    Attack("make a socket with C", "return libc.socket(2, 1, 0) >= 0", True),
    Attack("make a ring of calls", "return call('io_uring_setup', 4, bytes(200)) >= 0"),
    Attack("resolve a name", "return bool(socket.getaddrinfo('localhost', 80))", True),
    Attack("fetch a page", "import urllib.request\n"
           "urllib.request.urlopen(f'http://127.0.0.1:{tcp}', timeout=0.1)\nreturn True"),
    Attack("reach a port asynchronously", "import asyncio\n"
           "asyncio.run(asyncio.open_connection('127.0.0.1', tcp))\nreturn True", True),
    Attack("reach a listener of multiprocessing", "from multiprocessing.connection import Client\n"
           "Client(unix)\nreturn True", True),
    Attack("log to the machine", "from logging.handlers import SysLogHandler\n"
           "return getattr(SysLogHandler(unix), 'socket', None) is not None", True),
    Attack("take a descriptor for a socket", "return socket.socket(fileno=3).getpeername()"
           " is not None"),
]  # fmt: skip

WRITING = [
    Attack("overwrite a file", "return open(canary, 'r+').write('secret') == 6", True),
    Attack("append to a file", "return open(canary, 'a').write('') == 0", True),
    Attack("truncate a file", "os.truncate(canary, 6)\nreturn True", True),
    Attack("write by way of a symbolic link", "os.symlink(canary, 'own')\n"
           "return open('own', 'r+').write('secret') == 6", True),
    Attack("write by way of a hard link", "os.link(canary, 'own')\n"
           "return open('own', 'r+').write('secret') == 6"),
    Attack("write outside scratch", "open(canary + '.new', 'w').close()\nreturn True", True),
    Attack("save an array outside scratch",
           "import numpy as np\nnp.save(canary + '.npy', np.ones(3))\nreturn True", True),
    Attack("write a file without a name",
           "os.open(os.path.dirname(canary), os.O_TMPFILE | os.O_RDWR)\nreturn True"),
    Attack("write into /tmp", "open('/tmp/left-by-a-student', 'w').close()\n"
           "os.unlink('/tmp/left-by-a-student')\nreturn True", True),
    Attack("make a file in /tmp by tempfile", "import tempfile\n"
           "os.unlink(tempfile.mkstemp(dir='/tmp')[1])\nreturn True", True),
    Attack("write into the memory's folder", "open('/dev/shm/left-by-a-student', 'w').close()\n"
           "os.unlink('/dev/shm/left-by-a-student')\nreturn True"),
    Attack("delete a file", "os.link(canary, canary + '2')\nos.unlink(canary + '2')\nreturn True",
           True),
    Attack("delete somebody's file", "os.unlink(spare)\nreturn True", True),
    Attack("rename a file", "os.rename(canary, canary)\nreturn True", True),
    Attack("move a file of its own out", "open('own', 'w').close()\n"
           "os.replace('own', canary + '.moved')\nreturn True"),
    Attack("make a folder", "os.mkdir(canary + '.folder')\nreturn True", True),
    Attack("make a link outside", "os.symlink('/', canary + '.link')\nreturn True", True),
    Attack("make a pipe outside", "os.mkfifo(canary + '.pipe')\nreturn True", True),
    Attack("make a device", "os.mknod('null', 0o20666, os.makedev(1, 3))\nreturn True"),
    Attack("change a file's mode", "before = os.stat(canary).st_mode\n"
           "os.chmod(canary, 0o640)\nreturn os.stat(canary).st_mode != before", True),
    Attack("change a file's owner", "os.chown(canary, -1, -1)\nreturn True", True),
    Attack("change a file's time", "before = os.stat(canary).st_mtime\n"
           "os.utime(canary, (1, 1))\nreturn os.stat(canary).st_mtime != before", True),
    Attack("change a file's attributes", "os.setxattr(canary, 'user.mark', b'1')\nreturn True"),
    Attack("write into Python's own folder", "open(site + '/x.py', 'w').close()\nreturn True"),
    Attack("write into the standard library", "open(os.__file__, 'a').close()\nreturn True"),
    Attack("write compiled code", "import numpy\nimport importlib.util as u\n"
           "open(u.cache_from_source(numpy.__file__), 'ab').close()\nreturn True"),
    Attack("delete a module", "os.unlink(os.__file__)\nreturn True"),
    Attack("move a package", "os.rename(site, site + '2')\nreturn True"),
    Attack("map a module for writing", "fd = os.open(os.__file__, os.O_RDONLY)\n"
           "mmap.mmap(fd, 10, mmap.MAP_SHARED, mmap.PROT_WRITE)\nreturn True"),
    Attack("delete a device", "os.unlink('/dev/null')\nreturn True"),
    Attack("replace a device", "open('own', 'w').close()\nos.replace('own', '/dev/null')\n"
           "return True"),
    Attack("write into the root", "open('/own', 'w').close()\nreturn True"),
    Attack("mount", "return libc.mount(b'x', b'.', b'tmpfs', 0, None) == 0"),
    Attack("make a mount writable", "return libc.mount(None, b'/', None, 4096 | 32, None) == 0"),
    Attack("make all mounts writable",
           "return call('mount_setattr', -100, b'/', 0x8000, bytes(32), 32) == 0"),
    Attack("unmount", "return libc.umount2(b'/scratch', 2) == 0"),
    Attack("change the root", "return libc.chroot(b'.') == 0"),
    Attack("tell the kernel how to dump",
           "return bool(open('/proc/sys/kernel/core_pattern', 'r+'))"),
]  # fmt: skip

STARTING = [
    Attack("fork", "if os.fork() == 0: os._exit(0)\nreturn True", True),
    Attack("fork twice and stay", "if os.fork() == 0:\n  os.setsid()\n  os.fork()\n  os._exit(0)\n"
           "return True", True),
    Attack("fork with C", "if libc.fork() == 0: libc._exit(0)\nreturn ctypes.get_errno() == 0",
           True),
    Attack("fork with a terminal", "import pty\nif pty.fork()[0] == 0: os._exit(0)\nreturn True"),
    Attack("fork by the oldest call", "return libc.syscall(NR['vfork']) > 0"),
    Attack("fork by the newest call", "made = call('clone3', struct.pack('=8Q', 0, 0, 0, 0, 17, 0,"
           " 0, 0), 64)\nif made == 0: os._exit(0)\nreturn made > 0", True),
    Attack("fork into new namespaces",
           "made = call('clone', 0x10000000 | 17, 0, 0, 0, 0)\nif made == 0: os._exit(0)\n"
           "return made > 0"),
    Attack("share memory with a process of its own", "made = call('clone', 0x100 | 17, 0, 0, 0, 0)"
           "\nif made == 0: os._exit(0)\nreturn made > 0"),
    Attack("make a user namespace", "return libc.unshare(0x10000000) == 0"),
    Attack("enter a namespace", "return libc.setns(0, 0) == 0"),
    Attack("execute a command", "import subprocess\n"
           "return subprocess.run(['/bin/true']).returncode == 0", True),
    Attack("execute a command in a shell", "return os.system('true') == 0", True),
    Attack("execute a command with C", "return libc.system(b'true') == 0", True),
    Attack("read from a command", "return os.popen('echo a').read() == 'a\\n'", True),
    Attack("spawn", "return os.posix_spawn('/bin/true', ['true'], {}) > 0", True),
    Attack("start a process of multiprocessing", "import multiprocessing as m\n"
           "p = m.get_context('fork').Process(target=print)\np.start()\np.join()\n"
           "return p.exitcode == 0", True),
    Attack("replace itself by another program", "os.execv('/bin/true', ['true'])"),
    Attack("replace itself by its own Python", "os.execv(sys.executable, ['python', '-c', ''])"),
    Attack("execute a file of its own", "open('a', 'w').write('#!/bin/true')\n"
           "os.chmod('a', 0o755)\nos.execv('./a', ['a'])"),
    Attack("execute from memory", "fd = os.memfd_create('a')\nos.write(fd, b'#!/bin/true')\n"
           "os.execve(fd, ['a'], {})"),
    Attack("keep bytes in a file of memory", "os.memfd_create('left')\nreturn True", True),
    Attack("start threads without end", "import threading\nlock = threading.Event()\n"
           "try:\n  for _ in range(500):\n"
           "    threading.Thread(target=lock.wait, daemon=True).start()\n"
           "finally: lock.set()\nreturn True"),
]  # fmt: skip

HARMING = [
    Attack("signal the grader", "os.kill(pid, 0)\nreturn True", True),
    Attack("signal the server", "os.kill(server, 0)\nreturn True", True),
    Attack("signal the parent", "os.kill(os.getppid() or pid, 0)\nreturn True", True),
    Attack("signal everybody", "os.kill(-1, 0)\nreturn True"),
    Attack("signal its group", "os.killpg(0, 0)\nreturn True", True),
    Attack("signal the first process", "os.kill(1, 0)\nreturn True"),
    Attack("signal with a value", "return libc.sigqueue(pid, 0, None) == 0", True),
    Attack("signal a thread of the grader", "return call('tgkill', pid, pid, 0) == 0", True),
    Attack("signal by a descriptor",
           "signal.pidfd_send_signal(os.pidfd_open(pid), 0)\nreturn True", True),
    Attack("take a descriptor of the grader",
           "return call('pidfd_getfd', os.pidfd_open(pid), 0, 0) >= 0"),
    Attack("signal by owning a pipe",
           "r, w = os.pipe()\nfcntl.fcntl(r, fcntl.F_SETOWN, os.getpid())\nreturn True", True),
    Attack("signal by choosing a pipe's signal",
           "r, w = os.pipe()\nfcntl.fcntl(r, 10, 9)\nreturn True", True),
    Attack("be told of a folder's changes", "fd = os.open('.', os.O_RDONLY)\n"
           "fcntl.fcntl(fd, fcntl.F_NOTIFY, fcntl.DN_CREATE)\nreturn True", True),
    Attack("watch a folder", "return libc.inotify_init() >= 0", True),
    Attack("lease a file of all", "fd = os.open(os.__file__, os.O_RDONLY)\n"
           "fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_RDLCK)\nreturn True"),
    Attack("tell another child by a lock", "end = os.open(os.__file__, os.O_RDONLY)\n"
           "other = os.open(os.__file__, os.O_RDONLY)\nfcntl.flock(end, fcntl.LOCK_EX)\n"
           "try: fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)\n"
           "except BlockingIOError: return True\nreturn False", True),
    Attack("tell another child by a newer lock", "return fcntl.fcntl(os.open(os.__file__, 0), 37,"
           " struct.pack('hhqqi', 0, 0, 0, 0, 0)) is not None", True),
    Attack("fill another's keyboard", "fcntl.ioctl(0, 0x5412, b'x')\nreturn True"),
    Attack("take the terminal", "fcntl.ioctl(0, 0x540E, 0)\nreturn True"),
    Attack("widen a pipe", "r, w = os.pipe()\nfcntl.fcntl(w, 1031, 2**20)\nreturn True", True),
    Attack("trace a process", "return libc.ptrace(0, 0, 0, 0) == 0", True),
    Attack("seize the grader", "return libc.ptrace(0x4206, pid, 0, 0) == 0"),
    Attack("read another process's memory",
           "return call('process_vm_readv', pid, 0, 0, 0, 0, 0) >= 0"),
    Attack("write another process's memory",
           "return call('process_vm_writev', pid, 0, 0, 0, 0, 0) >= 0"),
    Attack("advise on another process's memory",
           "return call('process_madvise', 0, 0, 0, 0, 0) >= 0"),
    Attack("compare with another process", "return call('kcmp', pid, pid, 0, 0, 0) >= 0"),
    Attack("slow the grader", "os.setpriority(os.PRIO_PROCESS, pid, 19)\nreturn True"),
    Attack("change its own priority", "return os.nice(1) > 0", True),
    Attack("choose its processors", "os.sched_setaffinity(0, os.sched_getaffinity(0))\n"
           "return True", True),
    Attack("choose the grader's processors", "os.sched_setaffinity(pid, {0})\nreturn True"),
    Attack("choose its scheduler",
           "os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))\nreturn True", True),
    Attack("go before all others",
           "os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(9))\nreturn True"),
    Attack("read the grader's limits",
           "return bool(resource.prlimit(pid, resource.RLIMIT_NOFILE))", True),
    Attack("loosen its own limits",
           "resource.setrlimit(resource.RLIMIT_AS, (2**40, 2**40))\nreturn True"),
    Attack("loosen the limit of its time",
           "resource.setrlimit(resource.RLIMIT_CPU, (9999, 9999))\nreturn True"),
    Attack("spare itself from the kernel's killing",
           "return open('/proc/self/oom_score_adj', 'w').write('500') > 0", True),
    Attack("outlive the grader", "return libc.prctl(1, 0, 0, 0, 0) == 0", True),
    Attack("be dumped", "return libc.prctl(4, 1, 0, 0, 0) == 0", True),
    Attack("take in orphans", "return libc.prctl(36, 1, 0, 0, 0) == 0", True),
    Attack("lead a session of its own", "os.setsid()\nreturn True"),
    Attack("leave its group", "os.setpgid(0, os.getppid())\nreturn True"),
    Attack("become root", "return libc.setuid(0) == 0"),
    Attack("become another group", "return libc.setgid(0) == 0"),
    Attack("gain a capability", "return call('capset', struct.pack('=Ii', 0x20080522, 0),"
           " struct.pack('=6I', *[2**32 - 1] * 6)) == 0"),
    Attack("choose another personality", "return libc.personality(ctypes.c_ulong(0x0040000)) >= 0"),
    Attack("put a filter of its own", "return call('seccomp', 0, 0, 0) == 0"),
    Attack("load a program into the kernel", "return call('bpf', 0, bytes(99), 99) >= 0"),
    Attack("load a module into the kernel", "return call('init_module', b'', 0, b'') == 0"),
    Attack("count the machine's events", "return call('perf_event_open', bytes(112), 0, -1, -1, 0)"
           " >= 0"),
    Attack("handle faults of its own", "return call('userfaultfd', 1) >= 0"),
    Attack("restart the machine", "return call('reboot', 0, 0, 0, 0) == 0"),
    Attack("set the machine's clock", "time.clock_settime(time.CLOCK_REALTIME, 0)\nreturn True"),
    Attack("set the machine's name", "socket.sethostname('own')\nreturn True"),
    Attack("call by the numbers of x32",
           "return libc.syscall(ctypes.c_long(0x40000000 + 39)) > 0"),
    Attack("call by the 32-bit gate", "if os.uname().machine != 'x86_64': return False\n"
           "code = mmap.mmap(-1, 4096, prot=7)\ncode.write(bytes.fromhex('b814000000cd80c3'))\n"
           "at = ctypes.addressof(ctypes.c_char.from_buffer(code))\n"
           "return ctypes.CFUNCTYPE(ctypes.c_int)(at)() > 0"),
    Attack("stop itself", "signal.raise_signal(signal.SIGSTOP)\nreturn True"),
]  # fmt: skip

KEEPING = [
    Attack("keep a key in the kernel",
           "return call('add_key', b'user', b'a', b'b', 1, -3) > 0"),
    Attack("keep memory in the kernel", "found = libc.shmget(0, 4096, 0o1600)\n"
           "libc.shmctl(found, 0, None)\nreturn found >= 0", True),
    Attack("keep messages in the kernel", "found = libc.msgget(0, 0o1600)\n"
           "libc.msgctl(found, 0, None)\nreturn found >= 0", True),
    Attack("keep semaphores in the kernel", "found = libc.semget(0, 1, 0o1600)\n"
           "libc.semctl(found, 0, 0)\nreturn found >= 0", True),
    Attack("keep a queue with a name", "found = libc.mq_open(b'/left', 0o102, 0o600, None)\n"
           "libc.mq_unlink(b'/left')\nreturn found >= 0"),
    Attack("keep shared memory with a name", "import _posixshmem as m\n"
           "m.shm_open('/left', os.O_CREAT | os.O_RDWR, 0o600)\nm.shm_unlink('/left')\n"
           "return True", True),
    Attack("keep a semaphore with a name", "import _multiprocessing as m\n"
           "m.SemLock(1, 1, 1, '/left', True)\nreturn True", True),
    Attack("keep a timer in the kernel",
           "return libc.timer_create(0, None, ctypes.byref(ctypes.c_long())) == 0", True),
    Attack("take the disc beyond a file's end", "fd = os.open('a', os.O_CREAT | os.O_RDWR)\n"
           "return libc.fallocate64(fd, 1, ctypes.c_long(0), ctypes.c_long(2**30)) == 0"),
    Attack("keep processor events", "return libc.eventfd(0, 0) >= 0", True),
]  # fmt: skip

ATTEMPTS = {
    "steal": STEALING,
    "reach out": NETWORK,
    "write": WRITING,
    "start": STARTING,
    "harm": HARMING,
    "keep": KEEPING,
}


# --- the channel of results -----------------------------------------------------------------------

CHANNEL = "channel of its own results"
ENDED = "ended its own process"
SEVEN = "{'value': ['i', 7], 'changed': []}"
# A body of `f`, the second case of three; what is told of it, or the value that is believed: it is
# a claim about its own outputs. Whatever was answered before, and hidden cases, stay as they are.
FORGERIES = [
    ("answer a later case", f"everywhere(frame({{'answer': 2, **{SEVEN}}}))", CHANNEL),
    ("answer an earlier case", f"everywhere(frame({{'answer': 0, **{SEVEN}}}))", CHANNEL),
    ("answer a case that there is not", f"everywhere(frame({{'answer': 99, **{SEVEN}}}))", CHANNEL),
    ("answer a case of no number", f"everywhere(frame({{'answer': 'f', **{SEVEN}}}))", CHANNEL),
    ("answer its own case, and again", f"everywhere(frame({{'answer': 1, **{SEVEN}}}))", 7),
    ("answer, and end", f"everywhere(frame({{'answer': 1, **{SEVEN}}}))\nos._exit(0)", 7),
    ("answer all that follows", f"everywhere(frame({{'answer': 1, **{SEVEN}}})"
     f" + frame({{'ask': 2}}) + frame({{'answer': 2, **{SEVEN}}}) + frame({{'end': True}}))", 7),
    ("say that it ends", "everywhere(frame({'end': True}))", CHANNEL),
    ("say that it begins", "everywhere(frame({'ready': True}))", CHANNEL),
    ("say that the file was read", "everywhere(frame({'parsed': {}, 'statements': 9}))", CHANNEL),
    ("say that the file was not read", "everywhere(frame({'fault': 'none', 'line': 1}))", CHANNEL),
    ("say that a statement begins",
     "everywhere(frame({'statement': 1, 'line': 1, 'names': []}))", CHANNEL),
    ("say that a statement failed", "everywhere(frame({'failed': 0, 'raised': 'E', 'builtin': 'E',"
     " 'message': ''}))", CHANNEL),
    ("say that statements are lost", "everywhere(frame({'lost': []}))", CHANNEL),
    ("ask the next case", "everywhere(frame({'ask': 2}))", CHANNEL),
    ("ask itself again", "everywhere(frame({'ask': 1}))", CHANNEL),
    ("tell of a function of nobody", "everywhere(frame({'about': 'h', 'kind': 'x'}))", CHANNEL),
    ("give itself a mark", "everywhere(frame({'earned': 10, 'passed': True}))", CHANNEL),
    ("be no mapping", "everywhere(frame([1, 2]))", CHANNEL),
    ("be no JSON", "everywhere(frame(b'{'))", CHANNEL),
    ("be another encoding", f"everywhere(frame(json.dumps({{'answer': 1, **{SEVEN}}})"
     ".encode('utf-16')))", CHANNEL),
    ("be deep", "everywhere(frame(b'{\"a\":' + b'[' * 10**5))", CHANNEL),
    ("be deep, with half a character",
     "everywhere(frame(b'{\"a\":\"\\\\ud800\",\"b\":' + b'[' * 900 + b']' * 900 + b'}'))", CHANNEL),
    ("a number of many digits", "everywhere(frame(b'{\"ask\":' + b'9' * 10**5 + b'}'))", CHANNEL),
    ("a number that is none", "everywhere(frame(b'{\"answer\":NaN}'))", CHANNEL),
    ("a header that is too long", "everywhere(struct.pack('>II', 2**31, 0))", CHANNEL),
    ("a body that is too long", "everywhere(struct.pack('>II', 2, 2**31))", CHANNEL),
    ("half a frame", "everywhere(frame({'ask': 2})[:-3])", CHANNEL),
    ("zeros", "everywhere(bytes(2**16))", CHANNEL),
    ("rubbish", "everywhere(b'x' * 99)", CHANNEL),
    ("a frame without end", "everywhere(struct.pack('>II', 2**22, 0) + b' ' * 2**16)\nos._exit(0)",
     ENDED),
    ("numbers that are not there", "everywhere(frame({'answer': 1, 'value': ['a', 'f8', [10**9]],"
     " 'changed': []}, bytes(8)))", CHANNEL),
    ("numbers that are left over", "everywhere(frame({'answer': 1, 'value': ['i', 1],"
     " 'changed': []}, bytes(8)))", CHANNEL),
    ("objects", "everywhere(frame({'answer': 1, 'value': ['a', 'O', [1]], 'changed': []},"
     " bytes(8)))", CHANNEL),
    ("frames among its prints", f"os.write(1, frame({{'answer': 1, **{SEVEN}}}))\n"
     f"os.write(2, frame({{'answer': 2, **{SEVEN}}}))", None),
    ("a closed channel", "os.closerange(0, 64)", ENDED),
    ("a closed channel, and more work", "os.close(3)\nwhile True: pass", "crashed"),
    ("prints instead of results", "os.dup2(1, 3)", ENDED),
    ("a channel that does not wait", "fcntl.fcntl(3, fcntl.F_SETFL, os.O_NONBLOCK)\n"
     "import numpy\nreturn numpy.ones(120_000)", ...),
    ("a channel of packets", "fcntl.fcntl(3, fcntl.F_SETFL, 0o40000)\nreturn 5", 5),
    ("another codec", "sys.modules['__main__'].pack = lambda value: (['i', 7], b'')\nreturn 0", 7),
    ("another codec with rubbish", "sys.modules['__main__'].pack = lambda v: (['s', 10**9], b'')",
     CHANNEL),
    ("another frame", "sys.modules['__main__'].FRAME = struct.Struct('<QQ')", CHANNEL),
    ("another JSON", "json.dumps = lambda *a, **k: '{\"end\": true}'", CHANNEL),
    ("another JSON with words", "json.dumps = lambda *a, **k: 'x' * 99", CHANNEL),
    ("another way to write", "write = os.write\nos.write = lambda fd, data: write(fd, data[::-1])",
     ...),
    ("a way to write that fails", "def refuse(*a): raise OSError\nos.write = refuse", ENDED),
    ("another seed", "sys.modules['__main__'].seed = None\nreturn 5", 5),
    ("another child", "sys.modules['__main__'].Child.answer = lambda *a: os._exit(0)\nreturn 5", 5),
    ("another stream", "sys.stdout = sys.stderr = None\nreturn 5", 5),
    ("a stream that raises", "class S:\n  def flush(self): raise SystemExit\n"
     "sys.stdout = S()\nreturn 5", 5),
    ("another NumPy", "import numpy\nnumpy.asarray = lambda value: value * 0\nreturn 5", 5),
    ("no built-ins", "import builtins\nbuiltins.isinstance = lambda *a: True\nreturn 5", ...),
    ("the child's own object, by its frames", "frame = sys._getframe()\n"
     "while not hasattr(frame.f_locals.get('self'), 'job'): frame = frame.f_back\n"
     "frame.f_locals['self'].job['asks'].clear()\nreturn 5", 5),
    ("the next case's arguments, by its frames", "frame = sys._getframe()\n"
     "while not hasattr(frame.f_locals.get('self'), 'job'): frame = frame.f_back\n"
     "frame.f_locals['self'].job['asks'].append({'name': 'g', 'seed': 0, 'arguments': []})\n"
     "return 5", 5),
    ("a trace of all that follows", "sys.settrace(lambda *a: os._exit(0))", ENDED),
    ("a profile of all that follows", "sys.setprofile(lambda *a: None)\nreturn 5", 5),
    ("a hook on all that follows", "def hook(*a): raise OSError\nsys.addaudithook(hook)", ...),
    ("an end at exit", f"import atexit\natexit.register(everywhere, frame({{'answer': 1, **{SEVEN}"
     "}))\nreturn 5", 5),
    ("a word at its deletion", "class D:\n  def __del__(self): everywhere(b'x' * 99)\nD()\n"
     "return 5", CHANNEL),
    ("a word when memory is tidied", "gc.callbacks.append(lambda *a: everywhere(b'x' * 99))\n"
     "gc.collect()\nreturn 5", CHANNEL),
    ("its own exit status", "os._exit(97)", "exit code 97"),
    ("an exit", "os._exit(0)", "exit code 0"),
    ("a crash", "ctypes.string_at(0)", "signal 11"),
    ("an abort", "os.abort()", "crashed"),
]  # fmt: skip

# What a function gives, and what the grader takes it for: never more than plain values.
TOO_LARGE = "a value that is too large"
LIES = [
    ("an array that lies", "class A(numpy.ndarray):\n"
     "  def __array__(self, *a): return numpy.ones(9)\n  def __eq__(self, other): return True\n"
     "return numpy.zeros(2).view(A)", "an A"),
    ("a number that is equal to all", "class N(int):\n  def __eq__(self, other): return True\n"
     "  __hash__ = int.__hash__\nreturn N(3)", 3),
    ("a number that lies about itself", "class N(int):\n  def __index__(self): return 9\n"
     "  def __int__(self): return 9\nreturn N(3)", ...),
    ("a fraction that lies about itself", "class N(float):\n  def __float__(self): return 9.0\n"
     "return N(3)", ...),
    ("a text that is equal to all", "class T(str):\n  def __eq__(self, other): return True\n"
     "  __hash__ = str.__hash__\nreturn T('a')", "'a'"),
    ("a text that lies about itself", "class T(str):\n  def encode(self, *a): return b'x' * 9**7\n"
     "  def __str__(self): return self\nreturn T('a')", ...),
    ("a list without end", "class L(list):\n  def __iter__(self):\n    while True: yield 1\n"
     "return L()", TOO_LARGE),
    ("a list that lies about its length", "class L(list):\n  def __len__(self): return 2**40\n"
     "return L([1])", [1]),
    ("a mapping that lies", "class D(dict):\n  def values(self): return [1, 2, 3]\n"
     "return D(a=1)", ...),
    ("a set that lies", "class S(set):\n  def __iter__(self): return iter([3, 2, 1])\n"
     "return S()", ...),
    ("something that calls itself a number", "class C:\n  __class__ = int\nreturn C()", ...),
    ("something that calls itself a fraction", "class C:\n  __class__ = float\n"
     "  def __float__(self): return 9.0\nreturn C()", ...),
    ("something that calls itself a scalar", "class C:\n  __class__ = numpy.float64\n"
     "  dtype, nbytes, shape = numpy.dtype('f8'), 0, (10**6,)\n"
     "  def __array__(self, *a, **k): return numpy.ones(3)\nreturn C()", CHANNEL),
    ("a scalar with more numbers than may come", "class C:\n  __class__ = numpy.float64\n"
     "  dtype, nbytes, shape = numpy.dtype('f8'), 0, (400_000,)\n"
     "  def __array__(self, *a, **k): return numpy.ones(400_000)\nreturn C()", CHANNEL),
    ("a class that is no class", "class M(type):\n  @property\n  def __name__(cls): return 7\n"
     "class C(metaclass=M): pass\nreturn C()", ...),
    ("a class whose name acts", "return type('\\x1b[31m\\u202e<script>', (), {})()", ...),
    ("a class with a long name", "return type('x' * 10**6, (), {})()", ...),
    ("a list of itself", "x = []\nx.append(x)\nreturn x", TOO_LARGE),
    ("a mapping of itself", "x = {}\nx['x'] = x\nreturn x", TOO_LARGE),
    ("lists without end", "x = []\nfor _ in range(10**5): x = [x]\nreturn x", TOO_LARGE),
    ("many items", "return [0] * 10**6", TOO_LARGE),
    ("the same list very often", "x = [[0] * 9] * 9**4\nreturn [x] * 9", TOO_LARGE),
    ("a long text", "return 'x' * 10**7", TOO_LARGE),
    ("long keys", "return {'x' * 10**6 + str(i): 1 for i in range(9)}", ...),
    ("a large array", "return numpy.ones(10**6)", TOO_LARGE),
    ("an array of one number, very often", "return numpy.broadcast_to(1.0, (10**6,))", TOO_LARGE),
    ("an array of nothing, very long", "return numpy.empty((0, 10**9))", TOO_LARGE),
    ("a large number", "return 10**5000", TOO_LARGE),
    ("a generator without end", "import itertools\nreturn (i for i in itertools.count())",
     "a generator"),
    ("an array of objects", "return numpy.array([os.system, 'true'])", "an array of objects"),
    ("code", "return (lambda: 0).__code__", "a code"),
    ("something to unpickle", "class P:\n  def __reduce__(self): return os.abort, ()\nreturn P()",
     "a P"),
    ("bytes", "return b'x' * 10**6", "a bytes"),
    ("an order that raises", "class I(int):\n  def __lt__(self, other): os._exit(3)\n"
     "return {I(1), I(2)}", ENDED),
    ("a long exception", "raise ValueError('x' * 10**7)", ...),
    ("an exception that acts", "raise ValueError('\\x1b[31m\\u202e\\0')", ...),
    ("an exception whose text raises", "class E(Exception):\n  def __str__(self): raise E\nraise E",
     ...),
    ("an exception whose text is none", "class E(Exception):\n  def __str__(self): return 7\n"
     "raise E", ...),
    ("an exception whose text calls itself", "class E(Exception):\n"
     "  def __str__(self): return str(self)\nraise E", ...),
    ("an exception whose class lies", "class M(type):\n  @property\n  def __mro__(cls): return ()\n"
     "class E(Exception, metaclass=M): pass\nraise E", ...),
    ("an exception without end", "class T:\n  tb_frame = sys._getframe()\n  tb_lineno = 1\n"
     "class E(Exception):\n  __traceback__ = T()\nT.tb_next = None\nraise E", ...),
    ("an exception of no line", "class E(Exception):\n  lineno = object()\nraise E", ...),
    ("an exit", "raise SystemExit(0)", ...),
    ("the end of all generators", "raise GeneratorExit", ...),
    ("an interrupt", "raise KeyboardInterrupt", ...),
    ("a recursion without end", "def g(): return g()\nreturn g()", ...),
    ("a text without end", "class R:\n  def __repr__(self): return repr([self])\nreturn repr(R())",
     ...),
]  # fmt: skip

# What takes all there is of something: a body of `f`, after which all goes on.
SMALL = [
    ("memory: an array", "return numpy.ones(10**9)"),
    ("memory: bytes", "return b'x' * 10**10"),
    ("memory: a text", "return 'x' * 10**10"),
    ("memory: a list", "return [0] * 10**10"),
    ("memory: many arrays", "x = []\nwhile True: x.append(numpy.empty(10**7))"),
    ("memory: a map", "return mmap.mmap(-1, 2**34)"),
    ("memory: maps", "x = []\nwhile True: x.append(mmap.mmap(-1, 2**26))"),
    ("memory: a product", "return numpy.ones((10**5, 1)) @ numpy.ones((1, 10**5))"),
    ("memory: a text to parse", "return compile('(' * 10**6, 'x', 'eval')"),
    ("memory: a deep expression", "return eval('-' * 10**5 + '1')"),
    ("memory: digits", "return int('9' * 10**6)"),
    ("descriptors", "x = []\nwhile True: x.append(open('/dev/null'))"),
    ("pipes", "x = []\nwhile True: x.append(os.pipe())"),
    ("prints: one long line", "for _ in range(20): os.write(1, b'x' * 2**20)"),
    ("prints: errors", "for _ in range(20): os.write(2, b'x' * 2**20)"),
    ("prints: no text", "os.write(1, bytes(range(256)) * 2**12)"),
    ("a large file", "open('a', 'wb').write(bytes(5 * 2**20))"),
    ("a file that is long and empty", "open('a', 'wb').truncate(2**40)"),
    ("a long name", "open('x' * 5000, 'w')"),
]  # fmt: skip
LARGE = [
    ("time: a loop", "while True: pass"),
    ("time: a loop that catches all", "while True:\n  try:\n    while True: pass\n  except: pass"),
    ("time: a large power", "return 10 ** 10 ** 8"),
    ("time: a pattern", "import re\nreturn re.match('(a+)+$', 'a' * 60 + 'b')"),
    ("time: a decomposition", "return numpy.linalg.svd(numpy.ones((3000, 3000)))[1]"),
    ("time: a sum", "return sum(range(10**12))"),
    ("time: a wait", "time.sleep(60)"),
    ("time: a wait for nothing", "signal.pause()"),
    ("time: a wait that no signal ends",
     "[signal.signal(s, signal.SIG_IGN) for s in (1, 2, 15)]\ntime.sleep(60)"),
    ("time: waits", "while True: time.sleep(0.001)"),
    ("time: a lock", "import threading\nl = threading.Lock()\nl.acquire()\nl.acquire()"),
    ("time: an empty pipe", "return os.read(os.pipe()[0], 1)"),
    ("time: a full pipe", "os.write(os.pipe()[1], bytes(2**20))"),
    ("time: a false clock", "time.perf_counter = time.monotonic = time.time = lambda: 0\n"
     "while True: pass"),
    ("time: a timer", "signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)\nwhile True: pass"),
    ("time: timers with a handler", "signal.signal(signal.SIGALRM, lambda *a: None)\n"
     "signal.setitimer(signal.ITIMER_REAL, 1e-5, 1e-5)\nwhile True: pass"),
    ("time: words about itself, again and again",
     "while True: everywhere(frame({'about': 'f', 'kind': 'x' * 5000}))"),
    ("time: a mapping without end", "class D(dict):\n  def __iter__(self):\n"
     "    while True: yield 'a'\nreturn D()"),
    ("time: a deletion", "class D:\n  def __del__(self):\n    while True: pass\nD()"),
    ("time: an exception's text", "class E(Exception):\n  def __str__(self):\n"
     "    while True: pass\nraise E"),
    ("time: an exception's trace", "class T:\n  tb_frame = sys._getframe()\n  tb_lineno = 1\n"
     "T.tb_next = T()\nclass E(Exception):\n  __traceback__ = T()\nraise E"),
    ("time: a text to compile", "return compile('+'.join(['1'] * 10**7), 'x', 'eval')"),
    ("prints without end", "while True: print('x' * 1000)"),
    ("prints without a line's end", "while True: os.write(1, b'x' * 4096)"),
    ("memory: a list that doubles", "x = [0]\nwhile True: x += x"),
    ("memory: a stack", "sys.setrecursionlimit(10**9)\ndef g(n): return g(n + 1)\nreturn g(0)"),
    ("memory: small lists", "x = []\nwhile True: x = [x, x]"),
    ("memory: keys", "x = {}\ni = 0\nwhile True:\n  x[i] = str(i) * 50\n  i += 1"),
    ("memory: a deep list, shown", "x = []\nfor _ in range(10**6): x = [x]\nreturn repr(x)"),
    ("the disc", "for i in range(200): open(str(i), 'wb').write(bytes(3 * 2**20))\ntime.sleep(9)"),
    ("files", "for i in range(5000): open(str(i), 'wb').close()\ntime.sleep(9)"),
    ("deep folders", "for _ in range(5000):\n  os.mkdir('d')\n  os.chdir('d')\ntime.sleep(9)"),
    ("the disc, below a path that is too long", "for _ in range(20):\n  os.mkdir('x' * 250)\n"
     "  os.chdir('x' * 250)\nfor i in range(20): open(str(i), 'wb').write(bytes(3 * 2**20))\n"
     "time.sleep(0.2)"),
    ("the disc, below a folder that is closed", "os.mkdir('d', 0o300)\n"
     "for i in range(20): open(f'd/{i}', 'wb').write(bytes(3 * 2**20))\ntime.sleep(0.2)"),
    ("the disc, by files without a name", "x = []\nwhile True:\n  x.append(open('a', 'w+b'))\n"
     "  x[-1].write(bytes(3 * 2**20))\n  os.unlink('a')"),
]  # fmt: skip

# Statements that leave something, and what the next student's file would find of it.
LEFT = [
    ("a file", "open('mark', 'w').close()", "os.listdir()", []),
    ("a folder", "os.mkdir('mark')", "os.path.exists('mark')", False),
    ("a built-in", "import builtins\nbuiltins.mark = 1", "'mark' in dir(__builtins__)", False),
    ("a module", "sys.modules['mark'] = sys", "'mark' in sys.modules", False),
    ("a name in a module", "json.mark = 1", "hasattr(json, 'mark')", False),
    ("a name in NumPy", "numpy.mark = numpy.sum = 1", "callable(numpy.sum)", True),
    ("a setting of NumPy", "numpy.seterr(all='raise')", "numpy.geterr()['divide']", "warn"),
    ("a setting of prints", "numpy.set_printoptions(1)", "numpy.get_printoptions()['precision']",
     8),
    ("a seed", "numpy.random.seed(99)", "int(numpy.random.randint(2**31))", 209652396),
    ("an environment", "os.environ['MARK'] = '1'", "'MARK' in os.environ", False),
    ("a folder to work in", "os.mkdir('a')\nos.chdir('a')", "os.path.basename(os.getcwd()) == 'a'",
     False),
    ("a mask of files", "os.umask(0)", "os.umask(0o22)", 0o22),
    ("a mask of signals", "signal.pthread_sigmask(0, [15])", "len(signal.pthread_sigmask(0, []))",
     0),
    ("a handler of signals", "signal.signal(15, print)", "signal.getsignal(15) == print", False),
    ("an alarm", "signal.alarm(60)", "signal.alarm(0)", 0),
    ("a trace", "sys.settrace(lambda *a: None)", "sys.gettrace() is None", True),
    ("a depth of recursion", "sys.setrecursionlimit(77)", "sys.getrecursionlimit()", 1000),
    ("a path of modules", "sys.path.insert(0, '/mark')", "'/mark' in sys.path", False),
    ("a stream", "sys.stdout = None", "sys.stdout is None", False),
    ("a filter of warnings", "import warnings\nwarnings.simplefilter('error')",
     "len([f for f in __import__('warnings').filters if f[0] == 'error'])", 0),
    ("no tidying of memory", "gc.disable()", "gc.isenabled()", True),
    ("a limit", "resource.setrlimit(resource.RLIMIT_NOFILE, (9, 9))",
     "resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 9", True),
    ("a descriptor", "os.open('/dev/null', 0)", "os.open('/dev/null', 0)", 5),
    ("a place in a device", "os.lseek(0, 9, 0)", "os.lseek(0, 0, 1)", 0),
    ("a codec", "import codecs\ncodecs.register(lambda n: None if n != 'mark' else 1 / 0)",
     "__import__('codecs').encode('a', 'rot13')", "n"),
    ("a decimal context", "import decimal\ndecimal.getcontext().prec = 3",
     "__import__('decimal').getcontext().prec", 28),
    ("a locale", "import locale\nlocale.setlocale(0, 'C')", "True", True),
    ("a lock", "fcntl.flock(os.open(os.__file__, 0), 2)",
     "fcntl.flock(os.open(os.__file__, 0), 6)", None),
]  # fmt: skip

# Where the arguments of a hidden case could be found by the child that gets the visible ones:
# each row makes a text of all that it can reach.
PEEKS = [
    ("the frames above", "frame, found = sys._getframe(), []\nwhile frame:\n"
     "  found += [repr(each) for each in frame.f_locals.values()]\n  frame = frame.f_back\n"
     "found = ''.join(found)"),
    ("the child's own state", "frame = sys._getframe()\n"
     "while not hasattr(frame.f_locals.get('self'), 'job'): frame = frame.f_back\n"
     "child = frame.f_locals['self']\nfound = repr(child.job) + repr(bytes(child.body))"),
    ("all objects", "found = ''.join(str(v) for o in gc.get_objects() if type(o) is dict"
     " for v in list(o.values()) if type(v) in (str, bytes, list, memoryview))"),
    ("all byte strings", "found = ''.join(repr(bytes(v)) for o in gc.get_objects()"
     " for v in gc.get_referents(o) if type(v) in (bytes, bytearray, memoryview))"),
    ("the descriptors", "found = ''\nfor fd in range(256):\n  try: found += repr(os.pread(fd, 9**6,"
     " 0))\n  except OSError: pass"),
    ("the files below", "found = ''\nfor top, _, names in os.walk('.'):\n"
     "  found += ''.join(open(os.path.join(top, n)).read() for n in names)"),
    ("its arguments in C", "words = ctypes.POINTER(ctypes.c_void_p).in_dll(libc, 'environ')\n"
     "found = repr(ctypes.string_at(words[0] - 4096, 4096))"),
]  # fmt: skip
