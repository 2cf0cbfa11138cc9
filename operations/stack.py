"""A stage on AWS: the stack that holds it, and the services that its outputs lead to."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import msgspec

from chalicelib import settings, wiring
from chalicelib.aws import calling
from chalicelib.chat.services import Services
from chalicelib.settings import Settings
from operations import stages
from operations.account import Account
from operations.trouble import Refused, Trouble

OUTPUTS: Final = {
    "table": "TableName",
    "user_pool": "UserPoolId",
    "access_log_group": "AccessLogGroup",
    "connections_endpoint": "Connections",
    "outbox_queue": "OutboxJobs",
}
"""Which output of a stack says which setting."""
PARAMETERS: Final = {
    "stage": "Stage",
    "controller": "Controller",
    "zone": "Zone",
    "queue": "Queue",
    "mail_from": "MailFrom",
    "left_question_days": "LeftQuestionDays",
    "alerts_to": "AlertsTo",
    "require_second_factor": "RequireSecondFactor",
    "firewall": "Firewall",
}
"""Which parameter says which other one, as the functions have it, too."""
PREFIX: Final = "juttu-"
"""How the names of the stages' stacks begin."""
STANDING: Final = (
    "CREATE_COMPLETE",
    "CREATE_FAILED",
    "CREATE_IN_PROGRESS",
    "DELETE_FAILED",
    "DELETE_IN_PROGRESS",
    "IMPORT_COMPLETE",
    "ROLLBACK_COMPLETE",
    "ROLLBACK_FAILED",
    "UPDATE_COMPLETE",
    "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
    "UPDATE_FAILED",
    "UPDATE_IN_PROGRESS",
    "UPDATE_ROLLBACK_COMPLETE",
    "UPDATE_ROLLBACK_FAILED",
    "UPDATE_ROLLBACK_IN_PROGRESS",
)
"""How a stack may be of which something is there: without a filter CloudFormation lists also those that were deleted."""
REQUEST: Final = "operators-command"
SECONDS: Final = 50.0
"""What a command may spend on one use of the service: less than the lease under which administrators are changed."""


class Stack(msgspec.Struct, frozen=True, kw_only=True):
    """A stack as CloudFormation describes it."""

    name: str
    status: str
    outputs: Mapping[str, str] = {}
    parameters: Mapping[str, str] = {}
    tags: Mapping[str, str] = {}
    changed_at: datetime | None = None
    """When it was last deployed."""
    made_at: datetime | None = None
    """When it was first deployed."""
    protected: bool = False
    """Whether CloudFormation refuses to delete it."""

    @property
    def stage(self) -> str:
        """The stage's name."""
        return self.name.removeprefix(PREFIX)


def name_of(stage: str) -> str:
    """Return the name of a stage's stack."""
    return f"{PREFIX}{stage}"


def find(account: Account, stage: str) -> Stack | None:
    """Return the stack of a stage, None where there is none. Raises Refused, Trouble."""
    name = name_of(stage)
    try:
        (found,) = account.ask("cloudformation", "describe_stacks", StackName=name)["Stacks"]
    except Refused as refused:
        if refused.code == "ValidationError":  # what CloudFormation calls a stack that does not exist
            return None
        raise
    return described(found)


def require(account: Account, stage: str) -> Stack:
    """Return the stack of a stage. Raises Trouble where there is none, Refused."""
    found = find(account, stage)
    if found is None:
        raise Trouble(none_such(account, stage))
    return found


def none_such(account: Account, stage: str, folder: Path = stages.FOLDER) -> str:
    """Return in words that there is no such stage, and which there are: in the account's region, as far as one may look, and as files."""
    try:
        listed = account.pages("cloudformation", "list_stacks", "StackSummaries", StackStatusFilter=STANDING)
        names = sorted(each["StackName"] for each in listed)
    except Trouble:  # who may look at one stack may not at all
        names = []
    begun = [each.removeprefix(PREFIX) for each in names if each.startswith(PREFIX)]
    standing = [each for each in begun if stages.is_name(each)]
    there = f"there: {', '.join(standing)}" if standing else "none that can be seen"
    files = ", ".join(stages.named(folder)) or "none"
    return (
        f"There is no stage {stage} in {account.region} of this account ({there}; with a file in {folder.name}/: {files}). Name another"
        f" with STAGE=, or deploy it with `make deploy STAGE={stage}`."
    )


def described(found: Mapping[str, Any]) -> Stack:
    """Return what `DescribeStacks` says of one stack."""
    return Stack(
        name=found["StackName"],
        status=found.get("StackStatus", ""),
        outputs={each["OutputKey"]: each["OutputValue"] for each in found.get("Outputs", ())},
        parameters={each["ParameterKey"]: each["ParameterValue"] for each in found.get("Parameters", ())},
        tags={each["Key"]: each["Value"] for each in found.get("Tags", ())},
        changed_at=found.get("LastUpdatedTime") or found.get("CreationTime"),
        made_at=found.get("CreationTime"),
        protected=found.get("EnableTerminationProtection", False),
    )


def settings_of(stack: Stack) -> Settings:
    """Return the settings that a stack's outputs and parameters say. Raises Trouble when one is missing."""
    missing = sorted(set(OUTPUTS.values()) - set(stack.outputs))
    if missing:
        raise Trouble(f"The stack has no output {' and no '.join(missing)}: deploy this version first.")
    told = {name: stack.outputs[output] for name, output in OUTPUTS.items()}
    told |= {name: stack.parameters[each] for name, each in PARAMETERS.items() if each in stack.parameters}
    return settings.read({f"JUTTU_{name.upper()}": value for name, value in told.items()})


def services_of(stack: Stack, account: Account) -> Services:
    """Return the services of a stage, over the operator's own credentials. Raises Trouble."""
    calling.begin(wiring.world, SECONDS, REQUEST)
    return wiring.build(settings_of(stack), wiring.world, account.create).asked_by(REQUEST)


def services_of_stage(name: str) -> Services:
    """Return the services of a stage that stands on AWS. Raises Trouble."""
    account = Account(stages.region_of(name))
    return services_of(require(account, name), account)
