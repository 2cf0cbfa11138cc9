"""CloudFormation and S3 as far as a deploy sees them: stacks with a state of their own, and objects in buckets."""

import io
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import yaml

from tests.operations.aws import Answer, Refusal

Asked = Mapping[str, Any]
Resources = dict[str, dict[str, Any]]
_STACK = "AWS::CloudFormation::Stack"
_LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
_INVALID = (
    "The following hook(s)/validation failed: [AWS::EarlyValidation::ResourceExistenceCheck]. To troubleshoot Early Validation errors, use"
    " the DescribeEvents API for detailed failure information."
)


def change(name: str, kind: str, does: str = "Add", **more: Any) -> dict[str, Any]:
    """Return one change of a change set, as CloudFormation describes it."""
    described = {"Action": does, "LogicalResourceId": name, "ResourceType": kind, **more}
    return {"Type": "Resource", "ResourceChange": described}


class Formation:
    """One stack and every bucket. `looks`: how often something is seen under way before it is done."""

    def __init__(self, outputs: Mapping[str, str], looks: int = 1) -> None:
        self.outputs = dict(outputs)
        self.looks = looks
        self.status: str | None = None
        self.resources: Resources = {}
        self.parameters: dict[str, str] = {}
        self.tags: dict[str, str] = {}
        self.policy = ""
        self.protected = False
        self.sets: dict[str, dict[str, Any]] = {}
        self.events: list[dict[str, Any]] = []
        self.fails: tuple[str, str] | None = None
        """Which resource is refused, and why; while it is, nothing is created or changed for good."""
        self.invalid: dict[str, str] = {}
        """Which resources CloudFormation finds wrong before it makes anything, and why."""
        self.changes: list[dict[str, Any]] | None = None
        """What every change set says it does, where it is not what the templates say."""
        self.buckets: dict[str, dict[str, bytes]] = {}
        self.put_at: dict[str, datetime] = {}
        """When objects were put there; long ago where it is not said."""
        self.bucket_tags: dict[str, list[dict[str, str]]] = {}
        self._left = 0
        self._next: Callable[[], None] = lambda: None

    def answers(self) -> dict[str, Answer]:
        """Return what AWS answers."""
        return {
            "sts.GetCallerIdentity": {
                "Account": "111122223333",
                "Arn": "arn:aws:iam::111122223333:user/a",
                "UserId": "A",
            },
            "cloudformation.DescribeStacks": self._described,
            "cloudformation.DescribeStackEvents": self._told,
            "cloudformation.DescribeEvents": self._validated,
            "cloudformation.CreateChangeSet": self._set_made,
            "cloudformation.DescribeChangeSet": self._set_described,
            "cloudformation.DeleteChangeSet": self._set_deleted,
            "cloudformation.ExecuteChangeSet": self._executed,
            "cloudformation.SetStackPolicy": self._policy_set,
            "cloudformation.UpdateTerminationProtection": self._protection_set,
            "cloudformation.DeleteStack": self._deleted,
            "s3.CreateBucket": self._bucket_made,
            "s3.PutPublicAccessBlock": {},
            "s3.PutBucketEncryption": {},
            "s3.PutBucketPolicy": {},
            "s3.PutBucketTagging": self._tagged,
            "s3.GetBucketTagging": self._tags_of,
            "s3.ListObjectsV2": self._listed,
            "s3.PutObject": self._put,
            "s3.GetObject": self._got,
            "s3.DeleteObject": self._gone,
        }

    def image(self) -> tuple[Any, ...]:
        """Return everything that is there, to compare with, but for the time of things."""
        objects = {name: sorted(each) for name, each in self.buckets.items()}
        return self.status, self.resources, self.parameters, self.tags, self.policy, self.protected, objects

    # -------------------------------------------------------------------------------------------- CloudFormation

    def _described(self, asked: Asked) -> Any:
        if self._left and self.status is not None:
            self._left -= 1
            if not self._left:
                self._next()
        if self.status is None:
            return Refusal("ValidationError", f"Stack with id {asked['StackName']} does not exist")
        stood = self.status not in ("REVIEW_IN_PROGRESS", "CREATE_IN_PROGRESS")
        return {
            "Stacks": [
                {
                    "StackName": asked["StackName"],
                    "StackStatus": self.status,
                    "CreationTime": datetime(2026, 11, 30, tzinfo=UTC),
                    "Outputs": [{"OutputKey": key, "OutputValue": each} for key, each in self.outputs.items()]
                    if stood
                    else [],
                    "Parameters": [
                        {"ParameterKey": key, "ParameterValue": each} for key, each in self.parameters.items()
                    ],
                    "Tags": [{"Key": key, "Value": each} for key, each in self.tags.items()],
                }
            ]
        }

    def _told(self, _: Asked) -> Any:
        return {"StackEvents": self.events[::-1]}

    def _set_made(self, asked: Asked) -> Any:
        new = self.status in (None, "REVIEW_IN_PROGRESS")
        assert asked["ChangeSetType"] == ("CREATE" if new else "UPDATE"), self.status
        if not new and (refusal := self._under_way()):
            return refusal
        if self.status is None:
            self.status = "REVIEW_IN_PROGRESS"
            self._event("juttu", _STACK, "REVIEW_IN_PROGRESS", "User Initiated")
        bucket, key = asked["TemplateURL"].split("/")[-2:]
        template = yaml.safe_load(self.buckets[bucket][key])
        declared = template.get("Parameters", {})
        given = {}
        for each in asked["Parameters"]:
            assert each["ParameterKey"] in declared, each
            before = self.parameters.get(each["ParameterKey"])
            given[each["ParameterKey"]] = before if each.get("UsePreviousValue") else each["ParameterValue"]
        defaults = {key: each["Default"] for key, each in declared.items() if "Default" in each}
        wanted = {
            "resources": template["Resources"],
            "parameters": {**defaults, **given},
            "tags": {each["Key"]: each["Value"] for each in asked["Tags"]},
        }
        self.sets[asked["ChangeSetName"]] = wanted
        return {"Id": _arn(asked)}

    def _set_described(self, asked: Asked) -> Any:
        wanted = self.sets.get(asked["ChangeSetName"])
        if wanted is None:
            return Refusal("ChangeSetNotFound")
        if self.invalid:
            return {"ChangeSetId": _arn(asked), "Status": "FAILED", "StatusReason": _INVALID}
        found = self.changes if self.changes is not None else self._differences(wanted["resources"])
        same = (self.parameters, self.tags) == (wanted["parameters"], wanted["tags"])
        if not found and same and self.status != "REVIEW_IN_PROGRESS":
            reason = (
                "The submitted information didn't contain changes. Submit different information to create a change set."
            )
            return {"ChangeSetId": _arn(asked), "Status": "FAILED", "StatusReason": reason}
        return {"Status": "CREATE_COMPLETE", "Changes": found}

    def _validated(self, asked: Asked) -> Any:
        assert asked["ChangeSetName"].startswith("arn:"), (
            "CloudFormation knows the events of a change set by its ARN alone"
        )
        found = [
            {"EventType": "VALIDATION_ERROR", "LogicalResourceId": name, "ValidationStatusReason": reason}
            for name, reason in self.invalid.items()
        ]
        return {"OperationEvents": [{"EventType": "STACK_EVENT"}, *found]}

    def _differences(self, wanted: Resources) -> list[dict[str, Any]]:
        added = [change(name, each["Type"]) for name, each in wanted.items() if name not in self.resources]
        gone = [change(name, each["Type"], "Remove") for name, each in self.resources.items() if name not in wanted]
        changed = [
            change(name, each["Type"], "Modify", Replacement="False", Scope=["Properties"])
            for name, each in wanted.items()
            if name in self.resources and self.resources[name] != each
        ]
        return [*added, *changed, *gone]

    def _set_deleted(self, asked: Asked) -> Any:
        self.sets.pop(asked["ChangeSetName"], None)
        return {}

    def _under_way(self) -> Refusal | None:
        if self.status is None or not self.status.endswith("_IN_PROGRESS"):
            return None
        return Refusal("ValidationError", f"Stack:arn is in {self.status} state and can not be updated.")

    def _executed(self, asked: Asked) -> Any:
        wanted = self.sets.pop(asked["ChangeSetName"], None)
        if wanted is None:
            return Refusal("ChangeSetNotFound")
        self.sets.clear()  # all others of the stack, which no longer fit it
        kind, token = ("CREATE" if self.status == "REVIEW_IN_PROGRESS" else "UPDATE"), asked["ClientRequestToken"]
        before = self.resources
        self.status, self._left = f"{kind}_IN_PROGRESS", self.looks
        self._event("juttu", _STACK, self.status, "User Initiated", token)

        def done() -> None:
            for name, each in wanted["resources"].items():
                if before.get(name) != each:
                    if self.fails is not None and self.fails[0] == name:
                        self._event(name, each["Type"], f"{kind}_FAILED", self.fails[1], token)
                        self._event("Another", each["Type"], f"{kind}_FAILED", f"Resource {kind} cancelled", token)
                        self.status = "ROLLBACK_COMPLETE" if kind == "CREATE" else "UPDATE_ROLLBACK_COMPLETE"
                        self._event("juttu", _STACK, self.status, "", token)
                        return
                    self._event(name, each["Type"], f"{kind}_COMPLETE", "", token)
            self.resources, self.parameters, self.tags = wanted["resources"], wanted["parameters"], wanted["tags"]
            self.status = f"{kind}_COMPLETE"
            self._event("juttu", _STACK, self.status, "", token)

        self._next = done
        return {}

    def _deleted(self, _: Asked) -> Any:
        assert not self.protected
        self.status, self._left = "DELETE_IN_PROGRESS", self.looks
        self._event("juttu", _STACK, self.status, "User Initiated")

        def done() -> None:
            self.status, self.resources, self.parameters, self.tags, self.policy = None, {}, {}, {}, ""

        self._next = done
        return {}

    def _policy_set(self, asked: Asked) -> Any:
        self.policy = asked["StackPolicyBody"]
        return {}

    def _protection_set(self, asked: Asked) -> Any:
        self.protected = asked["EnableTerminationProtection"]
        return {}

    def _event(self, name: str, kind: str, status: str, reason: str = "", token: str = "") -> None:
        number = len(self.events)
        self.events.append(
            {
                "StackId": "arn:aws:cloudformation:eu-north-1:111122223333:stack/juttu/1",
                "EventId": str(number),
                "StackName": "juttu",
                "LogicalResourceId": name,
                "ResourceType": kind,
                "Timestamp": datetime(2026, 11, 30, tzinfo=UTC) + timedelta(seconds=number),
                "ResourceStatus": status,
                **({"ResourceStatusReason": reason} if reason else {}),
                **({"ClientRequestToken": token} if token else {}),
            }
        )

    # -------------------------------------------------------------------------------------------------------- S3

    def _bucket_made(self, asked: Asked) -> Any:
        if asked["Bucket"] in self.buckets:
            return Refusal("BucketAlreadyOwnedByYou")
        self.buckets[asked["Bucket"]] = {}
        return {}

    def _tagged(self, asked: Asked) -> Any:
        self.bucket_tags[asked["Bucket"]] = asked["Tagging"]["TagSet"]
        return {}

    def _tags_of(self, asked: Asked) -> Any:
        if asked["Bucket"] not in self.bucket_tags:
            return Refusal("NoSuchTagSet")
        return {"TagSet": self.bucket_tags[asked["Bucket"]]}

    def _listed(self, asked: Asked) -> Any:
        if asked["Bucket"] not in self.buckets:
            return Refusal("NoSuchBucket")
        keys = sorted(key for key in self.buckets[asked["Bucket"]] if key.startswith(asked.get("Prefix", "")))
        return {"Contents": [{"Key": key, "LastModified": self.put_at.get(key, _LONG_AGO)} for key in keys]}

    def _put(self, asked: Asked) -> Any:
        self.buckets[asked["Bucket"]][asked["Key"]] = asked["Body"].read()
        return {}

    def _got(self, asked: Asked) -> Any:
        return {"Body": io.BytesIO(self.buckets[asked["Bucket"]][asked["Key"]])}

    def _gone(self, asked: Asked) -> Any:
        self.buckets[asked["Bucket"]].pop(asked["Key"], None)
        return {}


def _arn(asked: Asked) -> str:
    return f"arn:aws:cloudformation:eu-north-1:111122223333:changeSet/{asked['ChangeSetName']}"
