"""What can go wrong that is not the student's doing, and the exit code that tells whose it is."""


class GraderError(Exception):
    """Anything that ends a command; each message is one line for a person."""

    code = 3

    def __init__(self, *messages: str) -> None:
        super().__init__(*messages)
        self.messages = messages

    def __str__(self) -> str:
        return "\n".join(self.messages)


class UsageError(GraderError):
    """The command line asks for something that does not exist."""

    code = 2


class CourseError(GraderError):
    """The author's mistakes, all of them: `file:line:column: where: what (got ...)`."""


class SandboxError(GraderError):
    """The student's code could not be run as promised; nobody is to blame but the machine."""


class OutputError(GraderError):
    """Results could not be written or read back."""
